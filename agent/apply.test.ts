import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSample } from "@/agent/config-file/sample-token";
import { agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { MAPPED_SITE, mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { Host } from "@/agent/testing/host";
import type { PushedJob, PushOptions } from "@/agent/testing/push";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { until } from "@/agent/testing/until";
import { onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { Inventory } from "@/lib/iis/inventory";
import { buildAgent } from "@/scripts/build-agent";

const PASSWORD = "Tr0ub4dor&3 <\"'";
const CONFIG = mappings(oneToOne("alice"));
const NEW = { scope: PLAIN_SITE, config: CONFIG, passwords: { "CONTOSO\\alice": PASSWORD } };

let work: Workspace;
let remote: ScriptedConsole;
let host: Host;

beforeAll(async () => {
  work = await agentWorkspace(buildAgent);
});
afterAll(() => work.remove());
beforeEach(async () => {
  remote = await ScriptedConsole.start();
  host = new Host(work.folder, work.bundle, remote);
});
afterEach(async () => {
  await host.stopAll();
  await remote.stop();
});

/** Pushes and waits for what the agent says to it. */
async function push(options: PushOptions): Promise<PushedJob & { result: NonNullable<PushedJob["result"]> }> {
  const job = await remote.push(options);
  const result = await until(`the result of job ${job.id}`, () => job.result);
  return { ...job, result };
}

function observed(scope: string) {
  return remote.reports.at(-1)?.inventory.observed.find((entry) => entry.scope === scope);
}

describe("a push", () => {
  test("is written, read back and reported, and changes nothing but the site's own location", async () => {
    await host.enrolled();
    const before = host.read();
    const { ino } = statSync(host.configFile);
    chmodSync(host.configFile, 0o640);
    const agent = host.run();
    const { id, result } = await push(NEW);
    expect(result).toMatchObject({ outcome: "verified", observedDigest: digestSiteConfig(CONFIG) });
    expect(result.steps.find(({ name }) => name === "backed-up")?.detail).toBe(
      `${id}-1.config in the agent's backups`,
    );
    expect(result.steps.map(({ name, ok }) => [name, ok])).toEqual(
      ["received", "checked", "compared", "backed-up", "fenced", "committed", "re-read"].map((name) => [
        name,
        true,
      ]),
    );
    const after = host.read();
    expect(after).toContain(`certificate="${oneToOne("alice").certificate}"`);
    expect(withoutLocation(after, PLAIN_SITE)).toBe(withoutLocation(before, PLAIN_SITE));
    expect(statSync(host.configFile).mode & 0o777).toBe(0o640);
    // Another file under the old name: whoever had the old one open goes on reading the old one.
    expect(statSync(host.configFile).ino).not.toBe(ino);

    const inOrder = await until(
      "the report after the push",
      () => observed(PLAIN_SITE)?.stated.includes("access") && observed(PLAIN_SITE),
    );
    expect(digestSiteConfig(onlySectionsOf(CONFIG, inOrder.config))).toBe(digestSiteConfig(CONFIG));
    expect(inOrder.passwords).toMatchObject([
      { userName: "CONTOSO\\alice", state: "encrypted", provider: "CertmapSample" },
    ]);
    expect(agent.stderr).toBe("");
  });

  test("writes a sample password as a token that only the agent's key opens, and in clear nowhere", async () => {
    await host.enrolled();
    const agent = host.run();
    await push(NEW);
    const token = /\[enc:CertmapSample:[^\]]+\]/.exec(host.read())?.[0] ?? "";
    const { sample } = JSON.parse(readFileSync(join(host.stateDir, "keys.json"), "utf8")) as {
      sample: string;
    };
    expect(openSample(token, "contoso\\ALICE", sample)).toBe(PASSWORD);
    expect(openSample(token, "CONTOSO\\bob", sample)).toBeUndefined();
    await agent.stop();
    const everything = [
      agent.stdout,
      agent.stderr,
      JSON.stringify([remote.jobs, remote.reports]),
      ...filesBelow(host.folder),
    ];
    for (const text of everything) {
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toContain("Tr0ub4dor");
    }
  });

  test("brings a password that was changed in the console, and keeps the rest of the file", async () => {
    await host.enrolled();
    host.run();
    await push(NEW);
    const first = host.read();
    expect((await push(NEW)).result.outcome).toBe("verified");
    expect(host.read()).toBe(first);
    await push({ ...NEW, passwords: { "CONTOSO\\alice": "another" } });
    const second = host.read();
    expect(second).not.toBe(first);
    expect(second.replace(/CertmapSample:[^:]+/, "")).toBe(first.replace(/CertmapSample:[^:]+/, ""));
  });

  test("keeps what stands in the file for the same account, whatever the choice for new passwords", async () => {
    await host.enrolled({ "--passwords": "refuse" });
    host.run();
    await until("a report", () => observed(MAPPED_SITE));
    const section = observed(MAPPED_SITE)?.config.iisClientCertificateMappingAuthentication;
    if (!section) throw new Error("The sample has mappings.");
    const config = {
      iisClientCertificateMappingAuthentication: { ...section, logonMethod: "Network" as const },
    };
    const tokens = host.read().match(/\[enc:[^\]]*\]/g);
    const { result } = await push({ scope: MAPPED_SITE, config });
    expect(result.outcome).toBe("verified");
    expect(host.read().match(/\[enc:[^\]]*\]/g)).toEqual(tokens);
  });

  test("with nothing to change leaves the file alone, down to its inode", async () => {
    await host.enrolled();
    host.run();
    await push(NEW);
    const { ino } = statSync(host.configFile);
    const { result } = await push({ ...NEW, config: mappings(oneToOne("alice")) });
    expect(result.steps.map((step) => step.name)).toEqual(["received", "checked", "compared", "re-read"]);
    expect(statSync(host.configFile).ino).toBe(ino);
  });

  test("may remove what it brought, and an empty list only when that is allowed", async () => {
    await host.enrolled();
    host.run();
    const two = mappings(oneToOne("alice"), oneToOne("bob"));
    const passwords = { "CONTOSO\\alice": PASSWORD, "CONTOSO\\bob": PASSWORD };
    expect((await push({ scope: PLAIN_SITE, config: two, passwords })).result.outcome).toBe("verified");
    expect((await push(NEW)).result.outcome).toBe("verified");
    expect((await push({ scope: PLAIN_SITE, config: mappings() })).result.code).toBe("empty-refused");
    expect((await push({ scope: PLAIN_SITE, config: mappings(), allowEmpty: true })).result.outcome).toBe(
      "verified",
    );
  });
});

describe("new passwords", () => {
  test.each([
    ["refuse", "failed", "password-handling-refused"],
    ["omit", "verified", "set it on the server"],
    ["clear", "verified", "clear text"],
  ])("%s", async (handling, outcome, words) => {
    await host.enrolled({ "--passwords": handling });
    const before = host.read();
    host.run();
    const { result } = await push(NEW);
    expect(result.outcome).toBe(outcome);
    expect([result.code, ...result.warnings].join(" ")).toContain(words);
    if (handling === "refuse") {
      expect(host.read()).toBe(before);
      for (const choice of ["omit", "clear", "sample"]) expect(result.message).toContain(choice);
    }
    const entry = /<add [^>]*userName="CONTOSO\\alice"[^>]*>/.exec(
      withoutLocation(host.read(), MAPPED_SITE),
    )?.[0];
    if (handling === "omit") expect(entry).not.toContain("password=");
    if (handling === "clear") expect(entry).toContain("password=");
  });

  test.each(["sample", "clear"])(
    "%s: what somebody else set shows by its mark, and goes",
    async (handling) => {
      await host.enrolled({ "--passwords": handling });
      host.run();
      const told = (inventory: Inventory | undefined) =>
        inventory?.observed.find(({ scope }) => scope === PLAIN_SITE)?.passwords[0];
      const { mark } = told((await push(NEW)).result.inventory) ?? {};
      expect(mark).toMatch(/^[0-9a-f]{64}$/);
      const entry = /(<add [^>]*userName="CONTOSO\\alice"[^>]*) password="[^"]*"/;
      const place = host.read().indexOf(`<location path="${PLAIN_SITE}"`);
      const text = host.read();
      for (const attribute of [' password="by hand"', ""]) {
        host.write(text.slice(0, place) + text.slice(place).replace(entry, `$1${attribute}`));
        const state = attribute === "" ? "absent" : "clear";
        const seen = await until("the report", () => {
          const last = told(remote.reports.at(-1)?.inventory);
          return last?.state === state && last.mark !== mark ? last : undefined;
        });
        expect(seen.mark === undefined).toBe(attribute === "");
        const { result } = await push(NEW);
        expect([result.outcome, told(result.inventory)?.mark]).toEqual(["verified", mark]);
        expect(host.read()).not.toContain("by hand");
      }
      const other = await push({ ...NEW, passwords: { "CONTOSO\\alice": "another" } });
      expect(told(other.result.inventory)?.mark).not.toBe(mark);
    },
  );

  test("is refused when the console has none", async () => {
    await host.enrolled();
    host.run();
    expect((await push({ ...NEW, passwords: {} })).result.code).toBe("password-missing");
  });

  test("is refused when it was sealed for another push", async () => {
    await host.enrolled();
    host.run();
    await push(NEW);
    const sealed: string[] = [];
    const bob = {
      scope: PLAIN_SITE,
      config: mappings(oneToOne("bob")),
      passwords: { "CONTOSO\\bob": PASSWORD },
      takeOver: true,
    };
    await push({
      ...bob,
      expectedDigest: "0".repeat(64),
      alter: (bundle) => {
        sealed.push(bundle.passwords[0]?.sealed ?? "");
        return bundle;
      },
    });
    const before = host.read();
    const moved = await push({
      ...bob,
      alter: (bundle) => ({ ...bundle, passwords: [{ userName: "CONTOSO\\bob", sealed: sealed[0] ?? "" }] }),
    });
    expect(moved.result.code).toBe("password-unreadable");
    expect(host.read()).toBe(before);
  });
});

describe("nothing is changed", () => {
  test("that nobody adopted, unless it is taken over", async () => {
    await host.enrolled();
    host.run();
    expect(
      (await push({ ...NEW, scope: MAPPED_SITE, takeOver: true, allowEmpty: true })).result.outcome,
    ).toBe("verified");
  });

  test("in a file that is not well-formed, which the report tells", async () => {
    await host.enrolled();
    const broken = host.read().replace("</configuration>", "");
    host.write(broken);
    host.run();
    expect((await push(NEW)).result.code).toBe("xml-malformed");
    expect(host.read()).toBe(broken);
    await until(
      "a report of it",
      () => remote.reports.at(-1)?.inventory.unreadable?.code === "xml-malformed",
    );
  });

  test("in a file that is marked read-only", async () => {
    await host.enrolled();
    const before = host.read();
    chmodSync(host.configFile, 0o444);
    host.run();
    expect((await push(NEW)).result.code).toBe("file-not-writable");
    expect(host.read()).toBe(before);
  });

  test.skipIf(process.getuid?.() !== 0)("in a folder that the agent's user may not write", async () => {
    const nobody = 65534;
    const { chownSync } = await import("node:fs");
    chmodSync(work.folder, 0o755);
    mkdirSync(join(host.folder, "own"));
    for (const path of [host.configFile, join(host.folder, "own")]) chownSync(path, nobody, nobody);
    chmodSync(host.folder, 0o755);
    const stateDir = join(host.folder, "own", "state");
    await host.enrolled({ "--state-dir": stateDir }, { uid: nobody });
    const before = host.read();
    host.command(["run", "--state-dir", stateDir], { uid: nobody });
    expect((await push(NEW)).result.code).toBe("file-not-writable");
    expect(host.read()).toBe(before);
    expect(readdirSync(host.folder).sort()).toEqual(["applicationHost.config", "own"]);
  });

  test("once someone else has written between the plan and the commit", async () => {
    await host.enrolled();
    const edited = host.read().replace("</configuration>", "  <!-- edited -->\r\n</configuration>");
    remote.intercept = ({ path }) => {
      // The renewal is the last question before the commit.
      if (path.endsWith("/renewals")) host.write(edited);
      return undefined;
    };
    host.run();
    const { result } = await push(NEW);
    expect(result).toMatchObject({ outcome: "failed", code: "changed-since-plan" });
    expect(host.read()).toBe(edited);
    expect(readdirSync(host.folder).sort()).toEqual(["applicationHost.config", "state"]);
  });
});

describe("reports", () => {
  test("show every allowed site, and the server level when all sites are allowed", async () => {
    await host.enrolled();
    host.run();
    const report = await until("a report", () => remote.reports[0]);
    expect(report.inventory.observed.map((entry) => entry.scope).sort()).toEqual([
      "",
      "Default Web Site",
      "Intranet",
      "Partner portal",
    ]);
    expect(report.inventory.mappingModuleInstalled).toBe(true);
    expect(report.inventory.sites.map((site) => site.name)).toContain(PLAIN_SITE);
    expect(JSON.stringify(report)).not.toContain("[enc:");
  });

  test("show only the sites that were agreed", async () => {
    remote.allowedSites = ["partner portal"];
    await host.enrolled();
    host.run();
    const report = await until("a report", () => remote.reports[0]);
    expect(report.inventory.observed.map((entry) => entry.scope)).toEqual(["Partner portal"]);
  });

  test("follow a change made by hand", async () => {
    await host.enrolled();
    // The regular report is half a minute away: it is the change itself that is seen.
    host.run({ env: { CERTMAP_AGENT_TIME_SCALE: "0.1" } });
    await until("a report", () => observed(MAPPED_SITE));
    host.write(host.read().replace(/userName="CONTOSO\\alice"/, 'userName="CONTOSO\\mallory"'));
    await until("the change", () => JSON.stringify(observed(MAPPED_SITE)).includes("mallory"));
  });
});

/** The file without one site's location. */
function withoutLocation(text: string, site: string): string {
  return text.replaceAll(new RegExp(`\\r\\n *<location path="${site}"[^>]*>[\\s\\S]*?</location>`, "g"), "");
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}
