import { expect, test } from "vitest";
import { enrolmentCommands } from "./enrolment-commands";

const FOR = { publicUrl: "https://certmap.example.com", token: "TOKEN", fingerprint: "f".repeat(64) };
const PROGRAM = {
  path: "/dist/certmap-agent.exe",
  fileName: "certmap-agent.exe",
  contentType: "",
  size: 1,
  sha256: "a".repeat(64),
};

test("Windows gets the program that needs no Node when there is one, with its digest", async () => {
  await expect(enrolmentCommands(FOR, PROGRAM).powershell).toMatchFileSnapshot("golden/enrol-by-exe.ps1");
});

test("and else the bundle, with what it needs", async () => {
  const { powershell, shell } = enrolmentCommands(FOR, undefined);
  await expect(powershell).toMatchFileSnapshot("golden/enrol-by-node.ps1");
  await expect(shell).toMatchFileSnapshot("golden/enrol-by-node.sh");
});
