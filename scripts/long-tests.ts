import { existsSync } from "node:fs";

/**
 * Tests that start and kill whole processes, or send everything to every route: together they take longer than all others. A plain
 * `npm test` leaves them to CERTMAP_FULL=1 and says so. By hand each runs as any other: `npx vitest run <file>`.
 */
const FILES = [
  "agent/commands.test.ts",
  "agent/protocol.test.ts",
  "agent/windows/kill.test.ts",
  "app/api/_hostile/bodies.test.ts",
  "app/api/_hostile/text.test.tsx",
  "app/api/auth/second-steps.test.ts",
  "lib/iis/render/render-syntax.test.ts",
  "lib/services/keys/rotate.test.ts",
  "scripts/conformance/conformance.test.ts",
  "scripts/kill-console.test.ts",
  "scripts/kill-push.test.ts",
  "scripts/postgres.test.ts",
  "scripts/schema-diff.test.ts",
  "scripts/supervise.test.ts",
];

/** Their paths. Throws when one is not there: a list that is wrong would leave out nothing, or name what nobody runs. */
export function longTests(): string[] {
  const gone = FILES.filter((file) => !existsSync(file));
  if (gone.length > 0) throw new Error(`scripts/long-tests.ts names what is not there: ${gone.join(", ")}.`);
  return FILES;
}
