import { describe, expect, it } from "vitest";
import { driftedPasswords, marksOf } from "./password-drift";

const MARK = "a".repeat(64);
const OTHER = "b".repeat(64);
const entry = (name: string, mark: string | undefined, userName = `CONTOSO\\${name}`) => ({
  entry: `many-to-one:${name}`,
  userName,
  state: "encrypted" as const,
  ...(mark === undefined ? {} : { mark }),
});
const marks = marksOf([entry("alice", MARK), entry("bob", MARK), entry("carol", undefined)]);
const drifted = (...passwords: Parameters<typeof marksOf>[0]) =>
  driftedPasswords(marks, passwords).map(({ userName, kind }) => [userName, kind]);

describe("the password of an entry", () => {
  it("has drifted when its mark is another one, or when there is none any more", () => {
    expect(drifted(entry("alice", MARK), entry("bob", MARK))).toEqual([]);
    expect(drifted(entry("alice", OTHER), { ...entry("bob", undefined), state: "absent" })).toEqual([
      ["CONTOSO\\alice", "changed"],
      ["CONTOSO\\bob", "removed"],
    ]);
  });

  it("has not when nobody can read it now, or could then", () => {
    expect(drifted(entry("alice", undefined), entry("carol", OTHER))).toEqual([]);
  });

  it("is not looked at where the entry is gone, new or of another account", () => {
    expect(drifted(entry("alice", OTHER, "CONTOSO\\mallory"), entry("dave", OTHER))).toEqual([]);
    expect(drifted(entry("alice", OTHER, "contoso\\ALICE"))).toEqual([["contoso\\ALICE", "changed"]]);
  });
});
