import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { agentSchema, SCHEMA_FILE } from "./agent-schema";

test("docs/agent-protocol.schema.json says what the code says (else: npm run agent-schema)", () => {
  expect(readFileSync(SCHEMA_FILE, "utf8")).toBe(agentSchema());
});
