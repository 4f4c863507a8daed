import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { attachment } from "@/app/api/_http/attachment";
import { problem } from "@/app/api/_http/problem";

/** The agent in one file, as this very build made it: the same for everyone, and no secret in it. */
export async function GET(): Promise<Response> {
  try {
    const body = await readFile(join(/* turbopackIgnore: true */ process.cwd(), "certmap-agent.mjs"));
    return attachment({ body, contentType: "text/javascript; charset=utf-8", fileName: "certmap-agent.mjs" });
  } catch {
    return problem({
      code: "not-found",
      message: "This console was started without npm start and has no agent to hand out.",
    });
  }
}
