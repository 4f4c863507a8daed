import { beforeAll, describe, expect, it, vi } from "vitest";
import { problemSchema } from "@/lib/api/problem";
import { db } from "@/lib/db";
import { storeWorld, type World } from "@/lib/services/hostile-world";
import { withTestDatabase } from "@/scripts/test-database";
import { ask, newAdministrator, paramsOf, type Route, routesOf, SOME_ID } from "./console";

/** Next.js keeps the request's headers in a context of its own, which only its server makes: this stands in for it. */
const current = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => current.headers }));

withTestDatabase();
// Hundreds of requests a test: a busy machine takes its time.
vi.setConfig({ testTimeout: 300_000 });

/** Asks the process that started this one for an agent, which here is vitest; and what waits for news. */
const LEFT_OUT = ["POST /api/v1/sample-server", "GET /api/v1/audit-events/news"];
const all = [...(await routesOf("v1")), ...(await routesOf("agent"))];
const routes = all.filter(({ name }) => !LEFT_OUT.includes(name));
const writing = routes.filter(({ method }) => method !== "GET");

let world: World;
let rows: Record<string, number>;
let people = 0;
const count = async () => ({
  accounts: await db().account.count(),
  siteConfigs: await db().siteConfig.count(),
  revisions: await db().revision.count(),
  people: (await db().person.count({ where: { disabledAt: null } })) - people,
  certificates: await db().certificate.count(),
  servers: await db().server.count({ where: { state: "approved" } }),
});
beforeAll(async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  world = await storeWorld();
  rows = await count();
});

const administrator = async (name: string) => {
  people++;
  return newAdministrator(name);
};

/** What is wrong with an answer, or nothing: an error has a code and is not ours. */
async function wrongWith(response: Response): Promise<string | null> {
  const text = await response.text();
  if (response.status < 400) return null;
  const problem = problemSchema.safeParse(text === "" ? null : JSON.parse(text));
  return problem.success && problem.data.status === response.status && response.status < 500
    ? null
    : `${response.status} ${text.slice(0, 200)}`;
}

async function wrongOf(asked: Route[], request: (route: Route) => Parameters<typeof ask>[2]) {
  const wrong: string[] = [];
  for (const route of asked) {
    const answer = await wrongWith(await ask(current, route, { params: NOWHERE, ...request(route) }));
    if (answer !== null) wrong.push(`${route.name}: ${answer}`);
  }
  return wrong;
}

/** Where a body goes that could be right: to nothing that is there. */
const NOWHERE = { id: SOME_ID, number: "1", mappingId: SOME_ID, testId: SOME_ID, key: SOME_ID };
const JSON_TYPE = { "content-type": "application/json", "if-match": '"1"' };
const deep = (open: string, close: string, levels = 10_000) => open.repeat(levels) + close.repeat(levels);
const BODIES: Record<string, string> = {
  "10,000 lists in one another": deep("[", "]"),
  "100,000 lists in one another": deep("[", "]", 100_000),
  "10,000 objects in one another": `${deep('{"a":', "}").replace(":}", ":1}")}`,
  "10,000 levels with a letter that is escaped": `[${deep("[", "]")},"\\u0000"]`,
  "10,000 levels in a field": `{"name":${deep("[", "]")},"config":${deep("[", "]")}}`,
  "a name of every object": '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  "a name that objects have, in a field":
    '{"name":{"__proto__":{"polluted":1}},"toString":1,"hasOwnProperty":1}',
  "fields twice": '{"name":"one","name":"two","userName":"A\\\\a","userName":[],"password":{}}',
  "a number": "1e999",
  "a text": '"x"',
  null: "null",
  "a list": "[]",
  "no end": '{"name":"x"',
  "two values": "{}{}",
  "a mark in front": "\uFEFF{}",
  "numbers that no database has":
    '{"revision":1e308,"days":-1,"port":1.5,"row":9007199254740993,"targets":[{"scope":1}]}',
};

describe("a hostile body to each route that takes one", () => {
  it.each(Object.entries(BODIES))("%s: is refused with a code, or harmless", async (name, body) => {
    const cookie = await administrator(`body-${name.replaceAll(/\W/g, "-")}`);
    expect(await wrongOf(writing, () => ({ headers: { cookie, ...JSON_TYPE }, body }))).toEqual([]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("of bytes that are no text is refused", async () => {
    const cookie = await administrator("bytes");
    const body = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]);
    for (const type of ["application/json", "application/octet-stream"]) {
      const headers = { cookie, ...JSON_TYPE, "content-type": type };
      expect(await wrongOf(writing, () => ({ headers, body }))).toEqual([]);
    }
  });

  it("that is too large is refused without being read to its end", async () => {
    const cookie = await administrator("large");
    const piece = Buffer.alloc(1024 * 1024, "[");
    for (const route of writing) {
      let read = 0;
      const body = new ReadableStream({
        pull: (controller) => (++read > 200 ? controller.close() : controller.enqueue(piece)),
      });
      const bytes =
        route.path === "/api/v1/certificates" ? { "content-type": "application/octet-stream" } : {};
      const headers = { cookie, ...JSON_TYPE, ...bytes };
      const response = await ask(current, route, { params: NOWHERE, headers, body });
      expect(await wrongWith(response), route.name).toBeNull();
      expect(read, route.name).toBeLessThan(80);
    }
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/xml",
    "",
  ])("of type %j is not taken for JSON", async (type) => {
    const cookie = await administrator(`type-${type.replaceAll(/\W/g, "-")}`);
    const body = Buffer.from('{"name":"by a form","userName":"CONTOSO\\\\by-a-form"}');
    const headers = { cookie, "if-match": '"1"', ...(type && { "content-type": type }) };
    expect(await wrongOf(writing, () => ({ headers, body }))).toEqual([]);
    expect(await db().account.count({ where: { userName: { contains: "by-a-form" } } })).toBe(0);
    expect(await db().siteConfig.count({ where: { name: "by a form" } })).toBe(0);
  });
});

const IDS = [
  "..",
  "../../people",
  "..%2f..%2fpeople",
  "%00",
  "a\0b",
  "\ud800",
  '\'; DROP TABLE "Account"; --',
  "-1",
  "99999999999999999999",
  "NaN",
  "__proto__",
  "constructor",
  "x".repeat(5_000),
  "<script>alert(1)</script>",
  "\r\nset-cookie: a=b",
  "０１９０a000-0000-7000-8000-000000000000",
];

describe("a hostile address", () => {
  it.each(IDS)("%j in the place of an id is refused with a code", async (id) => {
    const cookie = await administrator(`path-${IDS.indexOf(id)}`);
    const named = routes.filter(({ path }) => path.includes("["));
    const wrong: string[] = [];
    for (const route of named) {
      const names = [...route.path.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
      for (const name of names) {
        const params = { ...paramsOf(route, world), [name]: id };
        const headers = { cookie, ...JSON_TYPE };
        const body = route.method === "GET" ? undefined : "{}";
        // The handler gets what Next.js decoded; the address itself may be anything.
        const asked = { ...route, path: route.path.replaceAll(/\[\w+\]/g, "x") };
        const response = await ask(current, asked, { params, headers, ...(body && { body }) });
        const answer = await wrongWith(response);
        if (answer !== null) wrong.push(`${route.name} ${name}: ${answer}`);
        for (const header of ["set-cookie", "location"])
          if (response.headers.has(header)) wrong.push(`${route.name}: ${header}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    "?query=%00",
    "?cursor=%27%3B--",
    "?limit=1e9&limit=-1",
    "?__proto__=1&constructor=2",
    "?query=%ff%fe&at=x",
  ])("with %s behind it is refused with a code, or harmless", async (query) => {
    const cookie = await administrator(`query-${query.length}`);
    const reading = routes.filter(({ method }) => method === "GET");
    expect(await wrongOf(reading, () => ({ query, headers: { cookie } }))).toEqual([]);
  });

  it.each(["if-match", "idempotency-key", "x-file-name", "authorization", "cookie", "x-forwarded-for"])(
    "comes with a hostile %s and is refused with a code, or harmless",
    async (header) => {
      const cookie = await administrator(`header-${header}`);
      for (const value of ["%00%ff%", "x".repeat(10_000), "' OR 1=1 --", '-1, *, W/"1"', '"99999999999"']) {
        const headers = { cookie, ...JSON_TYPE, [header]: value };
        expect(await wrongOf(writing, () => ({ headers, body: "{}" }))).toEqual([]);
      }
    },
  );
});

describe("after all of it", () => {
  it("the console's things are as they were", async () => {
    expect(await count()).toEqual(rows);
  });
});
