import { main } from "@/cli/main";
import { nodeIo } from "@/cli/node-io";

/** What `bin.mjs` calls. The exit code is set, never forced: a pipe must get everything that was written. */
export async function start(argv: readonly string[]): Promise<void> {
  // `certmap ... | head` closes the pipe early; that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  process.exitCode = await main(argv, nodeIo);
}
