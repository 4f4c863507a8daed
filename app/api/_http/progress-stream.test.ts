import { describe, expect, it } from "vitest";
import { fail, ok, type Result } from "@/lib/errors";
import { type ProgressWatch, progressStream } from "./progress-stream";

const stream = (run: (watch: ProgressWatch<number>) => Promise<Result<string>>) => progressStream(run);
const linesOf = async (response: Response) =>
  (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("long work as one answer", () => {
  it("tells how far it is, then the answer", async () => {
    const response = await stream(async ({ report }) => {
      report(1);
      await Promise.resolve();
      report(2);
      return ok("done");
    });
    expect(response.headers.get("content-type")).toBe("application/x-ndjson");
    expect(await linesOf(response)).toEqual([{ progress: 1 }, { progress: 2 }, { answer: "done" }]);
    expect(await linesOf(await stream(async () => ok("at once")))).toEqual([{ answer: "at once" }]);
  });

  it("is an ordinary problem where it was refused before it began", async () => {
    const response = await stream(async () => fail("not-allowed", "No."));
    expect([response.status, response.headers.get("content-type")]).toEqual([
      403,
      "application/problem+json",
    ]);
  });

  it("ends with the problem where it failed on the way", async () => {
    const response = await stream(async ({ report }) => {
      report(1);
      return fail("import-outdated", "Look again.");
    });
    expect((await linesOf(response)).at(-1)).toMatchObject({
      problem: { code: "import-outdated", status: 409 },
    });
  });

  it("stops when whoever asked has gone", async () => {
    let stopped = false;
    const response = await stream(async ({ report, signal }) => {
      report(1);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      stopped = true;
      report(2);
      return fail("import-cancelled", "Stopped.");
    });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(stopped).toBe(true);
  });
});
