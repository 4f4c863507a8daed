import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseXml, type XmlElement } from "@rgrove/parse-xml";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { carryOut } from "@/agent/service/carry-out";
import { linuxInstall, linuxUninstall } from "@/agent/service/linux-steps";
import { describeStep, type Step } from "@/agent/service/step";
import { systemdUnit } from "@/agent/service/systemd-unit";
import { laidScripts, windowsInstall, windowsUninstall } from "@/agent/service/windows-steps";
import { taskXml, windowsArgument } from "@/agent/service/windows-task";

const PLACES = {
  systemRoot: "C:\\Windows",
  programFiles: "C:\\Program Files",
  programData: "C:\\ProgramData",
};
const EXE = { path: "C:\\Users\\admin\\Downloads\\certmap-agent.exe", node: undefined };

const said = (steps: Step[]): string => `${steps.map(describeStep).join("\n")}\n`;

describe("on Windows", () => {
  const stateDir = "C:\\ProgramData\\Certmap\\agent";

  test("installing protects the folder, copies the program, makes the task and starts it", async () => {
    const steps = windowsInstall({ stateDir, program: EXE, places: PLACES });
    await expect(said(steps)).toMatchFileSnapshot("golden/windows-install.txt");
    const scripts = laidScripts(["certmap-iis-0123456789ab.ps1", "certmap-iis-mine.ps1", "notes.txt"]);
    await expect(said(windowsUninstall(PLACES, scripts))).toMatchFileSnapshot("golden/windows-uninstall.txt");
  });

  test("the rights are given to SIDs: names are translated", () => {
    const text = said(windowsInstall({ stateDir, program: EXE, places: PLACES }));
    expect(text).toContain("*S-1-5-18:(OI)(CI)F");
    expect(text).not.toMatch(/:(\(OI\))?\(CI\)?.*(Administrators|SYSTEM):/);
  });

  test("the folder of another drive is protected by itself", () => {
    const steps = windowsInstall({ stateDir: "D:\\Agent", program: EXE, places: PLACES });
    expect(said(steps)).not.toContain("D:\\ /");
    expect(said(steps)).toContain("D:\\Agent /setowner");
  });

  test("an installed program is not copied onto itself, and Node is named with its own path", () => {
    const own = { path: "c:\\program files\\certmap\\Certmap-Agent.exe", node: undefined };
    expect(said(windowsInstall({ stateDir, program: own, places: PLACES }))).not.toContain("Copy");
    const bundle = { path: "C:\\certmap-agent.mjs", node: "C:\\Program Files\\nodejs\\node.exe" };
    const written = windowsInstall({ stateDir, program: bundle, places: PLACES }).find(
      ({ kind }) => kind === "write",
    );
    const text = written?.kind === "write" ? Buffer.from(written.content).toString("utf16le") : "";
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text).toContain("<Command>C:\\Program Files\\nodejs\\node.exe</Command>");
    expect(text).toContain('"C:\\Program Files\\Certmap\\certmap-agent.mjs" run --state-dir');
  });

  test("the task's definition is well-formed, whatever the folder is called", async () => {
    const command = "C:\\Program Files\\Certmap\\certmap-agent.exe";
    const args = ["run", "--state-dir", "D:\\R&D <agents>\\"];
    const text = taskXml({ command, args });
    await expect(text.replaceAll("\r\n", "\n")).toMatchFileSnapshot("golden/task.xml");
    const root = parseXml(text).root as XmlElement;
    const exec = root.children.find(
      (child) => child instanceof Object && "name" in child && child.name === "Actions",
    );
    expect((exec as XmlElement).text.trim()).toContain('run --state-dir "D:\\R&D <agents>\\\\"');
  });

  test.each([
    ["run", "run"],
    ["", '""'],
    ["C:\\a b\\", '"C:\\a b\\\\"'],
    ['say "x"', '"say \\"x\\""'],
    ['a\\"b c', '"a\\\\\\"b c"'],
    ["C:\\plain\\", "C:\\plain\\"],
  ])("the argument %j is written %s", (word, written) => {
    expect(windowsArgument(word)).toBe(written);
  });
});

describe("on Linux", () => {
  const program = { path: "/home/admin/certmap-agent.mjs", node: "/usr/bin/node" };
  const options = {
    stateDir: "/var/lib/certmap-agent",
    writable: ['/srv/50% of it/con"f$'],
    program,
    uid: 0,
    gid: 0,
  };

  test("installing copies the program, writes the unit and starts it; uninstalling takes it back", async () => {
    await expect(said(linuxInstall(options))).toMatchFileSnapshot("golden/linux-install.txt");
    await expect(said(linuxUninstall())).toMatchFileSnapshot("golden/linux-uninstall.txt");
    await expect(unitOf(linuxInstall(options))).toMatchFileSnapshot("golden/certmap-agent.service");
  });

  test("a state folder that is not root's makes a service without any right of root", () => {
    const unit = unitOf(linuxInstall({ ...options, uid: 1001, gid: 1002 }));
    expect(unit).toContain("User=1001\nGroup=1002\n");
    expect(unit).toContain("CapabilityBoundingSet=\n");
  });

  const verify = hasAnalyze();
  test.skipIf(verify !== true)(
    `systemd understands the unit${verify === true ? "" : ` (skipped: ${verify})`}`,
    () => {
      const folder = mkdtempSync(join(tmpdir(), "certmap-unit-"));
      const path = join(folder, "certmap-agent.service");
      for (const uid of [0, 65534]) {
        const command = [process.execPath, "/a b/100%/$HOME", "run"];
        writeFileSync(path, systemdUnit({ command, writable: ['/srv/50% "of" it'], uid, gid: uid }));
        expect(analyze(path)).toBe("");
        writeFileSync(path, readFileSync(path, "utf8").replace("Restart=always", "Restart=perhaps"));
        expect(analyze(path)).toContain("perhaps");
      }
      rmSync(folder, { recursive: true });
    },
  );
});

describe("the steps", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "certmap-steps-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...argv: [string, ...string[]]): Step => ({ kind: "run", what: "Try", argv });

  test("are done in order and said, and stop at the first that fails", async () => {
    const ran: string[] = [];
    const lines: string[] = [];
    const done = await carryOut(
      [{ ...run("no"), mayFail: true }, run("yes"), run("no"), run("never")],
      (line) => lines.push(line),
      async ([program]) => {
        ran.push(program);
        return program === "yes" ? { code: 0, output: "" } : { code: 5, output: "Access is denied.\r\n" };
      },
    );
    expect(ran).toEqual(["no", "yes", "no"]);
    expect(lines).toEqual(["Try: no", "  Not done: Access is denied. (exit code 5).", "Try: yes", "Try: no"]);
    expect(!done.ok && done.error).toMatchObject({ code: "service-step-failed" });
  });

  test("bring a program into the place of one that runs, with the mode that it needs", async () => {
    const installed = join(folder, "lib", "sleep");
    const from = "/bin/sleep";
    const copy: Step = { kind: "copy", what: "Copy", from, to: installed, mode: 0o755 };
    expect((await carryOut([copy], () => undefined)).ok).toBe(true);
    expect(statSync(installed).mode & 0o777).toBe(0o755);
    const started = spawn(installed, ["30"]);
    await new Promise((resolve) => started.once("spawn", resolve));
    expect((await carryOut([copy], () => undefined)).ok).toBe(true);
    started.kill();
    const remove: Step = { kind: "remove", what: "Remove", path: installed, folder: true };
    expect((await carryOut([remove, remove], () => undefined)).ok).toBe(true);
    expect(existsSync(join(folder, "lib"))).toBe(false);
  });

  test("a program that is not there, and a place that cannot be written, are named", async () => {
    const missing = await carryOut([run(join(folder, "nothing"))], () => undefined);
    expect(!missing.ok && missing.error.message).toContain("could not be started");
    writeFileSync(join(folder, "file"), "");
    chmodSync(join(folder, "file"), 0o600);
    const to = join(folder, "file", "unit");
    const write: Step = { kind: "write", what: "Write", to, content: Buffer.from(""), mode: 0o644 };
    const wrong = await carryOut([write], () => undefined);
    expect(!wrong.ok && wrong.error.message).toMatch(/ENOTDIR|EEXIST/);
  });
});

function unitOf(steps: Step[]): string {
  const unit = steps.find(({ kind }) => kind === "write");
  return unit?.kind === "write" ? Buffer.from(unit.content).toString("utf8") : "";
}

function hasAnalyze(): true | string {
  try {
    execFileSync("systemd-analyze", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return "systemd-analyze is not installed";
  }
}

/** Its complaints: it ends well whatever it finds. */
function analyze(path: string): string {
  return spawnSync("systemd-analyze", ["verify", path]).stderr.toString();
}
