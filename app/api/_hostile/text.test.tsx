import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { operationRows } from "@/app/api/_openapi/rows";
import { PrintedAccess } from "@/components/access/printed-access";
import { NowProvider } from "@/components/ui/now";
import { accessFilterSchema } from "@/lib/api/access";
import { problemSchema } from "@/lib/api/problem";
import { db } from "@/lib/db";
import { printAccess } from "@/lib/services/access/print";
import { chainRecords } from "@/lib/services/audit/chain-records";
import { syslogMessage } from "@/lib/services/forwarders/syslog-message";
import { storedTexts, storeWorld, textsIn, versionAt, type World } from "@/lib/services/hostile-world";
import { ADMIN, must } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { ask, newAdministrator, paramsOf, type Route, routesOf, SOME_ID } from "./console";
import { PAYLOADS, UNSTORABLE } from "./payloads";
import { bodiesWith } from "./text-fields";

/** Next.js keeps the request's headers in a context of its own, which only its server makes: this stands in for it. */
const current = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => current.headers }));

withTestDatabase();
// Hundreds of requests a test: a busy machine takes its time.
vi.setConfig({ testTimeout: 300_000 });

const routes = await routesOf("v1");
/** No character of it ends a line or talks to a terminal. */
const ONE_LINE = /^[^\p{Cc}\u2028\u2029]*$/u;
/** What takes a body, with its schema as the description of the API has it. */
const writing = operationRows().flatMap(({ path, method, operation }) => {
  const route = routes.find((each) => each.name === `${method} ${path.replaceAll(/\{(\w+)\}/g, "[$1]")}`);
  if (route === undefined) throw new Error(`${method} ${path} has no route.`);
  return operation.body === undefined ? [] : [{ route, schema: operation.body }];
});
const reading = routes.filter(({ method, path }) => method === "GET" && !path.endsWith("/news"));

const attacks = Object.entries({ ...PAYLOADS, ...UNSTORABLE });
const sent = new Map<string, { text: string; where: string }>();
const accepted = new Set<string>();
let count = 0;
let world: World;
let bystander: unknown;
const untouched = async () => ({
  tables: await db()
    .$queryRaw`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  people: await db().person.findMany({ where: { id: "bystander" }, include: { credentials: true } }),
  certificates: await db().certificate.findMany({
    select: { sha256: true, der: true },
    take: 3,
    orderBy: { id: "asc" },
  }),
  revision: await db().revision.findMany({ where: { siteConfigId: world.ids["site-configs"], number: 1 } }),
});

beforeAll(async () => {
  world = await storeWorld();
  bystander = await untouched();
  vi.spyOn(console, "warn").mockReturnValue();
});

/** Sends one text in one field and answers with status and text. */
async function send(route: Route, cookie: string, body: unknown) {
  const headers = {
    cookie,
    "content-type": "application/json",
    "if-match": `"${await versionAt(route.path, world)}"`,
  };
  const response = await ask(current, route, {
    params: paramsOf(route, world),
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

async function textOf(name: string, cookie: string, query: string): Promise<string> {
  const route = routes.find((each) => each.name === name);
  if (route === undefined) throw new Error(`There is no ${name}.`);
  const response = await ask(current, route, { query, headers: { cookie } });
  expect(response.status).toBe(200);
  return response.text();
}

/** What was sent by the marks in a text. */
function marksIn(text: string) {
  return [...new Set(text.match(/zq\d+q/g))].map((mark) => ({ mark, ...sent.get(mark) }));
}
/** As a sentence quotes a name. */
const quoted = (text: string) => JSON.stringify(text).slice(1, -1);
function expectWhole(text: string, where: string): void {
  for (const { text: given = "", where: from } of marksIn(text)) {
    const forms = [given, given.trim(), given.toLowerCase(), given.trim().toLowerCase(), quoted(given)];
    expect(
      forms.some((form) => text.includes(form)),
      `${where}, sent to ${from}: ${JSON.stringify(text.slice(0, 300))}`,
    ).toBe(true);
  }
}

describe("a hostile text in each text field of the API", () => {
  it("has found the fields", () => {
    const fields = writing.flatMap(({ route, schema }) =>
      [...bodiesWith(schema, "x", {})].map(({ field }) => `${route.name} ${field}`),
    );
    expect(fields).toEqual(
      expect.arrayContaining([
        "POST /api/v1/accounts userName",
        "PATCH /api/v1/accounts/[id] tags[]",
        "POST /api/v1/site-configs/[id]/many-to-one-mappings rules[].matchCriteria",
        "POST /api/v1/event-forwarders caPem",
      ]),
    );
    expect(new Set(fields).size).toBeGreaterThan(100);
  });

  it.each(attacks)("%s: is refused with a code, or taken as it is", async (name, make) => {
    const cookie = await newAdministrator(`storm${++count}`);
    const broken: string[] = [];
    for (const { route, schema } of writing) {
      const fields = [...bodiesWith(schema, "x", world.known)].length;
      for (let n = 0; n < fields; n++) {
        // A mark of its own for each field.
        const mark = `zq${++count}q`;
        const text = make(mark);
        const { field = "", body } = [...bodiesWith(schema, text, world.known)][n] ?? {};
        const where = `${route.name} ${field}`;
        sent.set(mark, { text, where });
        const answer = await send(route, cookie, body);
        if (answer.status >= 200 && answer.status < 300) accepted.add(where);
        const streamed = answer.text.match(/\{"problem":(.*)\}\n$/)?.[1];
        const refused = answer.status >= 400 ? answer.text : streamed;
        const problem = refused === undefined ? null : problemSchema.safeParse(JSON.parse(refused));
        const isCoded = problem === null || (problem.success && problem.data.status < 500);
        const isStored = name in UNSTORABLE && answer.status < 400;
        if (!isCoded || isStored) broken.push(`${where}: ${answer.status} ${answer.text.slice(0, 200)}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("was taken where people write what they like", () => {
    expect([...accepted]).toEqual(
      expect.arrayContaining([
        "PATCH /api/v1/accounts/[id] owner",
        "PATCH /api/v1/certificates/[id] notes",
        "POST /api/v1/site-configs name",
        "PATCH /api/v1/site-configs/[id]/mappings/[mappingId] name",
        "POST /api/v1/site-configs/[id]/revisions message",
        "POST /api/v1/server-groups name",
        "POST /api/v1/api-tokens name",
        "POST /api/v1/people name",
      ]),
    );
  });

  it("stands in the database as it was sent, and a secret nowhere", async () => {
    const stored = await storedTexts("zq");
    expect(stored.length).toBeGreaterThan(100);
    for (const { column, text } of stored) {
      expectWhole(text, column);
      for (const { where } of marksIn(text))
        expect(where, column).not.toMatch(/password|secret|current|token$/i);
    }
  });

  it("is answered as it was sent", async () => {
    const cookie = await newAdministrator("reader");
    const views = ["?view=desired", ""];
    let seen = 0;
    for (const route of reading)
      for (const query of route.path.startsWith("/api/v1/access") ? views : [""]) {
        const response = await ask(current, route, {
          params: paramsOf(route, world),
          query,
          headers: { cookie },
        });
        expect(response.status, route.name).toBeLessThan(500);
        const type = response.headers.get("content-type") ?? "";
        const body = await response.text();
        if (type !== "application/json") continue;
        for (const text of textsIn(JSON.parse(body))) {
          expectWhole(text, route.name);
          seen += marksIn(text).length;
        }
      }
    expect(seen).toBeGreaterThan(50);
  });

  it("leaves as a cell of CSV that no spreadsheet runs, and never breaks out of its cell", async () => {
    const cookie = await newAdministrator("exporter");
    const formula = PAYLOADS["a formula"]?.("exported") ?? "";
    await db().accessEntry.updateMany({ where: { kind: "manyToOne" }, data: { name: formula } });
    const csv = await textOf("GET /api/v1/access/export", cookie, "?view=desired&format=csv");
    const cells = [...csv.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)];
    expect(cells.map(([whole]) => whole).join("")).toBe(csv);
    const texts = cells.map(([, cell = ""]) => cell.replaceAll('""', '"'));
    expect(texts.filter((text) => /^[\s＝＋－＠]*[=+\-@]/.test(text))).toEqual([]);
    expect(texts.some((text) => text.startsWith("'=cmd|"))).toBe(true);
    for (const text of texts) expectWhole(text, "CSV");
  });

  it("leaves in one line of JSON for each event, and in one line of syslog", async () => {
    const cookie = await newAdministrator("auditor");
    const lines = (await textOf("GET /api/v1/audit-events/export", cookie, "")).split("\n");
    expect(lines.pop()).toBe("");
    expect(lines).toHaveLength(1 + (await db().auditEvent.count()));
    for (const line of lines) for (const text of textsIn(JSON.parse(line))) expectWhole(text, "audit export");
    let checked = 0;
    for await (const record of chainRecords(db(), { number: 0, hash: "" }, lines.length)) {
      if (!("linked" in record)) continue;
      const message = syslogMessage(record.linked, "console.example.com");
      expect(message).toMatch(ONE_LINE);
      expect(JSON.parse(message.slice(message.indexOf("] \uFEFF{") + 3))).toEqual(record.linked);
      checked++;
    }
    expect(checked).toBeGreaterThan(100);
  });

  it("leaves as text on the page that is printed", async () => {
    const script = PAYLOADS["a script"]?.("printed") ?? "";
    await db().siteConfig.update({ where: { id: world.ids["site-configs"] ?? "" }, data: { name: script } });
    const printed = must(await printAccess(ADMIN, accessFilterSchema.parse({ view: "desired" })));
    const html = renderToStaticMarkup(
      <MantineProvider>
        <NowProvider start={0}>
          <PrintedAccess {...printed} />
        </NowProvider>
      </MantineProvider>,
    );
    expect(html).toContain("&lt;script&gt;alert(");
    expect(html).not.toMatch(/<script|<img/i);
  });

  it("has touched nothing else", async () => {
    expect(await untouched()).toEqual(bystander);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(SOME_ID in {}).toBe(false);
  });
});

afterAll(() => vi.restoreAllMocks());
