import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { TestAgent } from "@/app/api/agent/test-agent";
import { startTestConsole } from "@/app/api/test-console";
import type { Io } from "@/cli/io";
import { main } from "@/cli/main";
import { isExport } from "@/lib/api/site-config-export";
import { db } from "@/lib/db";
import { createApiToken } from "@/lib/services/api-tokens/create";
import { getPublicKey } from "@/lib/services/audit-events/checkpoints";
import {
  ADMIN,
  blobByOpenssl,
  derOf,
  eventsOf,
  inventoryOf,
  must,
  publish,
  storeAccount,
  storeDraft,
} from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";

vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

withTestDatabase();

let server: Awaited<ReturnType<typeof startTestConsole>>;
const tokens: Record<string, string> = {};
const files: Record<string, string> = {};
beforeAll(async () => {
  server = await startTestConsole();
  for (const role of ["viewer", "auditor", "editor", "operator"] as const) {
    const made = must(await createApiToken(ADMIN, { name: `Pipeline ${role}`, role, days: 1 }));
    tokens[role] = made.secret;
  }
});
afterAll(() => server.close());

/** Runs a command as a pipeline with a token of this role. `onWait`: what happens while it waits. */
async function run(role: string, argv: string[], more: Partial<Io> = {}) {
  const ran = { code: -1, stdout: "", stderr: "" };
  let clock = Date.now();
  const settings: Record<string, string | undefined> = {
    CERTMAP_URL: server.url,
    CERTMAP_TOKEN: tokens[role],
  };
  const io: Io = {
    read: async (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(path), { code: "ENOENT" });
      return new TextEncoder().encode(text);
    },
    stdin: async () => new TextEncoder().encode(files.stdin),
    stdout: (text) => {
      ran.stdout += text;
    },
    stderr: (text) => {
      ran.stderr += text;
    },
    now: () => new Date(clock),
    setting: (name) => settings[name],
    fetch: (url, init) => fetch(url, init),
    wait: async (ms) => {
      clock += ms;
    },
    replace: async () => null,
    ...more,
  };
  ran.code = await main(argv, io);
  return ran;
}
const jsonOf = ({ stdout, stderr }: { stdout: string; stderr: string }) => JSON.parse(stdout || stderr);

describe("a site config kept as JSON", () => {
  test("is exported, changed, published and pushed until verified", async () => {
    const agent = await TestAgent.approved("git.example", []);
    expect((await agent.report(inventoryOf({ "Default Web Site": {} }))).status).toBeLessThan(300);
    const draft = await storeDraft("From git", ["git-a"], "a password of theirs");
    await publish(draft.id);
    await storeAccount("CONTOSO\\git-b", "another password");

    const exported = await run("editor", ["export", "From git"]);
    expect(exported.code).toBe(0);
    const file = JSON.parse(exported.stdout);
    expect(isExport(file)).toBe(true);
    expect(exported.stdout).not.toContain("a password of theirs");
    files["a.json"] = exported.stdout;
    expect((await run("editor", ["lint", "a.json"])).code).toBeLessThan(2);

    // Nothing to do: no step, no revision, no event.
    const same = await run("editor", ["publish", "From git", "a.json", "--message", "as it is"]);
    expect([same.code, jsonOf(same)]).toMatchObject([0, { changes: [], revision: 1, published: false }]);
    expect(await eventsOf("draft.replace")).toEqual([]);

    const { oneToOneMappings } = file.siteConfigs[0].config.iisClientCertificateMappingAuthentication;
    const certificate = blobByOpenssl(derOf("git-b"));
    oneToOneMappings.push({ name: "git-b", enabled: true, userName: "CONTOSO\\git-b", certificate });
    files["b.json"] = JSON.stringify(file);
    const dry = await run("editor", ["publish", "From git", "b.json", "--dry-run"]);
    expect(jsonOf(dry).changes).toHaveLength(1);
    expect(await db().revision.count({ where: { siteConfigId: draft.id } })).toBe(1);
    const published = await run("editor", ["publish", "From git", "b.json", "--message", "ticket 7"]);
    expect([published.code, jsonOf(published)]).toMatchObject([0, { revision: 2, published: true }]);
    expect(await eventsOf("draft.replace")).toMatchObject([{ actorKind: "token", nounName: "From git" }]);

    // An operator pushes; meanwhile the agent does its work.
    const argv = ["push", "From git", "git.example/Default Web Site"];
    expect(jsonOf(await run("operator", [...argv, "--dry-run"]))).toMatchObject({
      revision: 2,
      refused: null,
    });
    const pushed = await run("operator", argv, {
      wait: async () => {
        const job = await agent.takeJob();
        const { digest } = await db().revision.findFirstOrThrow({ orderBy: { number: "desc" } });
        expect(
          (await agent.finish(job, { outcome: "verified", observedDigest: digest })).status,
        ).toBeLessThan(300);
      },
    });
    expect([pushed.code, jsonOf(pushed)]).toMatchObject([0, { state: "verified", revision: 2 }]);

    // No agent: exit 3 says that it is not known yet.
    const late = await run("operator", ["push", "From git", "--timeout", "5"]);
    expect([late.code, jsonOf(late).state]).toEqual([3, "pushing"]);
    const failed = await run("operator", ["push", "From git"], {
      wait: async () => {
        await agent.finish(await agent.takeJob(), { outcome: "failed", code: "disk-full", message: "full" });
      },
    });
    expect([failed.code, jsonOf(failed)]).toMatchObject([
      1,
      { state: "failed", targets: [{ code: "disk-full" }] },
    ]);
  });

  test("is refused as a whole where an account is not stored, or a certificate is mapped twice", async () => {
    await storeDraft("Refuses", ["ref-a"]);
    const file = JSON.parse((await run("editor", ["export", "Refuses"])).stdout);
    const list = file.siteConfigs[0].config.iisClientCertificateMappingAuthentication.oneToOneMappings;
    const put = async () => {
      files["c.json"] = JSON.stringify(file);
      return jsonOf(await run("editor", ["publish", "Refuses", "c.json", "--message", "x"])).code;
    };
    list.push({ ...list[0], name: "again" });
    expect(await put()).toBe("already-mapped");
    list[1] = { ...list[0], userName: "CONTOSO\\nobody", certificate: blobByOpenssl(derOf("ref-b")) };
    expect(await put()).toBe("account-not-stored");
    expect(await db().certificate.count({ where: { displayName: "ref-b" } })).toBe(0);
  });
});

describe("what an auditor takes", () => {
  test("access as CSV and JSON, with filters", async () => {
    const draft = await storeDraft("Reported", ["rep-a", "rep-b"]);
    await publish(draft.id);
    const argv = ["access", "--view", "desired", "--site-config", "Reported", "--account", "CONTOSO\\Rep-A"];
    const csv = await run("auditor", argv);
    expect(csv.code).toBe(0);
    expect(csv.stdout).toContain("CONTOSO\\rep-a");
    expect(csv.stdout).not.toContain("rep-b");
    expect(jsonOf(await run("auditor", [...argv, "--format", "json"]))).toBeTruthy();
    expect(jsonOf(await run("auditor", ["access", "--at", "3 March"]))).toMatchObject({
      code: "invalid-input",
      field: "at",
    });
    const past = await run("auditor", ["access", "--view", "desired", "--at", "2020-01-01T00:00:00Z"]);
    expect(past.stdout).not.toContain("rep-a");
  });

  test("the events, verified against the key that was kept", async () => {
    files["key.json"] = must(getPublicKey(ADMIN));
    const good = await run("auditor", ["audit", "verify", "--key", "key.json"]);
    expect([good.code, jsonOf(good).intact]).toEqual([0, true]);
    expect(jsonOf(good).vouchedUpTo).toBe(jsonOf(good).upTo);
    await db().$executeRawUnsafe(`ALTER TABLE "AuditEvent" DISABLE TRIGGER ALL`);
    await db().$executeRawUnsafe(
      `UPDATE "AuditEvent" SET "actorName" = 'Eve' WHERE id = (SELECT min(id) FROM "AuditEvent")`,
    );
    const bad = await run("auditor", ["audit", "verify", "--key", "key.json"]);
    expect([bad.code, jsonOf(bad).problem]).toMatchObject([1, { kind: "edited", number: 1 }]);
  });
});

describe("a token", () => {
  test("is taken from a file or standard input, and never from the command line", async () => {
    files.token = `${tokens.editor}\n`;
    files.stdin = tokens.editor ?? "";
    for (const given of [
      ["--token-file", "token"],
      ["--token", "-"],
      ["--token-file", "-"],
    ])
      expect((await run("none", ["export", ...given])).code).toBe(0);
    const shown = await run("none", ["export", "--token", tokens.editor ?? ""]);
    expect(shown.code).toBe(2);
    expect(shown.stderr).not.toContain(tokens.editor);
    files.token = "not a token, perhaps a secret";
    const wrong = await run("none", ["export", "--token-file", "token"]);
    expect([wrong.code, wrong.stderr.includes("perhaps")]).toEqual([2, false]);
  });

  test("goes over TLS only, and to no other place", async () => {
    const fetched = vi.fn(
      async () => new Response(null, { status: 302, headers: { location: "https://evil.example/" } }),
    );
    expect(
      jsonOf(await run("editor", ["export", "--url", "http://certmap.example"], { fetch: fetched })).code,
    ).toBe("console-url-refused");
    expect(fetched).not.toHaveBeenCalled();
    await run("editor", ["export"], { fetch: fetched });
    expect(fetched).toHaveBeenCalledWith(expect.any(String), expect.objectContaining({ redirect: "error" }));
  });

  test("that may not do it gets the console's own answer", async () => {
    const refused = await run("viewer", ["export"]);
    expect([refused.code, jsonOf(refused).code]).toEqual([1, "not-allowed"]);
    expect(jsonOf(await run("editor", ["export", "Nowhere"])).code).toBe("not-found");
    const dead = await run("editor", ["export", "--url", "http://127.0.0.1:1"]);
    expect([dead.code, jsonOf(dead).code]).toEqual([1, "console-unreachable"]);
    const strange = await run("editor", ["export"], {
      fetch: async () => new Response("<html>", { status: 502 }),
    });
    expect(jsonOf(strange).code).toBe("console-answer-malformed");
  });

  test("that asks too often waits as long as the console says", async () => {
    const waited: number[] = [];
    let asked = 0;
    const busy = await run("editor", ["export"], {
      fetch: (url, init) =>
        ++asked < 3
          ? Promise.resolve(new Response("{}", { status: 429, headers: { "retry-after": "7" } }))
          : fetch(url, init),
      wait: async (ms) => void waited.push(ms),
    });
    expect([busy.code, waited]).toEqual([0, [7000, 7000]]);
  });
});
