import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { attachment } from "@/app/api/_http/attachment";
import { problem } from "@/app/api/_http/problem";
import { findAgentProgram, PROGRAM_PLATFORMS } from "@/lib/services/servers/agent-program";

/** The agent in one file: for Node, or with `?platform=windows` as a program that needs none. */
export async function GET(request: Request): Promise<Response> {
  const wish = new URL(request.url).searchParams.get("platform") ?? "node";
  const platform = PROGRAM_PLATFORMS.find((name) => name === wish);
  if (platform === undefined)
    return problem({ code: "invalid-input", message: `platform takes ${PROGRAM_PLATFORMS.join(" or ")}.` });
  const program = findAgentProgram(platform);
  if (program === undefined)
    return problem({
      code: "not-found",
      message:
        platform === "windows"
          ? "The program for Windows was not built on this console: its operator runs npm run build:agent-windows."
          : "This console was started without npm start and has no agent to hand out.",
    });
  const body = Readable.toWeb(createReadStream(program.path)) as ReadableStream;
  const response = attachment({ ...program, body });
  response.headers.set("content-length", String(program.size));
  return response;
}
