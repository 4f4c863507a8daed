import { afterEach, expect, test } from "vitest";
import { dropWebCryptoWarning } from "@/agent/quiet-warnings";

const original = process.emitWarning;
afterEach(() => {
  process.emitWarning = original;
});

test("only the warning that Node 20.19 gives for the agent's own algorithms is dropped", () => {
  const printed: unknown[] = [];
  process.emitWarning = ((warning: unknown) => printed.push(warning)) as typeof process.emitWarning;
  dropWebCryptoWarning();
  const of = (name: string) =>
    `The ${name} Web Crypto API algorithm is an experimental feature and might change at any time`;
  process.emitWarning(of("Ed25519"), "ExperimentalWarning");
  process.emitWarning(of("X25519"), "ExperimentalWarning");
  process.emitWarning(of("Ed448"), "ExperimentalWarning");
  process.emitWarning("SQLite is an experimental feature", "ExperimentalWarning");
  process.emitWarning("Buffer() is deprecated", "DeprecationWarning");
  expect(printed).toEqual([of("Ed448"), "SQLite is an experimental feature", "Buffer() is deprecated"]);
});
