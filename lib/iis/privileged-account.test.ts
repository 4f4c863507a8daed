import { describe, expect, it } from "vitest";
import { PRIVILEGED_KEYS, privilegedSign } from "@/lib/iis/privileged-account";

const BY_NAME = [
  "Administrator",
  ".\\Administrator",
  "CONTOSO\\ADMINISTRATEUR",
  "administrator@contoso.com",
  "contoso\\krbtgt",
  "CONTOSO\\Domain Admins",
  "NT AUTHORITY\\SYSTEM",
  "NT AUTHORITY\\Network Service",
];
const BY_PART = ["CONTOSO\\svc-admin", "admin.bob@contoso.com", "root", "CONTOSO\\MSOL_0a1b", "ADMINS\\bob"];
const PLAIN = [
  "CONTOSO\\svc-claims",
  "systematic",
  "CONTOSO\\system2",
  "x@system",
  "bob@krbtgt.com",
  ".\\nancy",
];

describe("the sign of a privileged account", () => {
  it("is a well-known name, whatever its domain and case", () => {
    for (const name of BY_NAME) expect([name, privilegedSign(name)?.by]).toEqual([name, "name"]);
  });
  it("is, with less certainty, a part of the name", () => {
    for (const name of BY_PART) expect([name, privilegedSign(name)?.by]).toEqual([name, "part"]);
  });
  it("is not seen in other names", () => {
    for (const name of PLAIN) expect([name, privilegedSign(name)]).toEqual([name, null]);
  });

  it("is the same by the conditions for a database", () => {
    const { equal, ends, begins, parts } = PRIVILEGED_KEYS;
    const byKeys = (key: string) =>
      equal.some((each) => each === key) ||
      ends.some((end) => key.endsWith(end)) ||
      begins.some((start) => key.startsWith(start)) ||
      parts.some((part) => key.includes(part));
    for (const name of [...BY_NAME, ...BY_PART, ...PLAIN])
      expect([name, byKeys(name.toLowerCase())]).toEqual([name, privilegedSign(name) !== null]);
  });
});
