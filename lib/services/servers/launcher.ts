import { z } from "zod";
import { fail, ok, type Result } from "@/lib/errors";

/** What the launcher answers over the channel between the two processes. */
const answerSchema = z.object({
  type: z.enum(["sample-agent-started", "sample-agent-failed"]),
  id: z.string(),
  message: z.string().optional(),
});
const ANSWER_MS = 30_000;

export interface SampleAgentRequest {
  id: string;
  token: string;
  url: string;
  consoleKeyFingerprint: string;
}

/** Asks the launcher, which minds all child processes, for a sample agent. Error `no-launcher`. */
export function startSampleAgent(request: SampleAgentRequest): Promise<Result<null>> {
  const send = process.send?.bind(process);
  if (send === undefined)
    return Promise.resolve(
      fail(
        "no-launcher",
        "The sample server is a process of its own. Start the console with npm start to have one.",
      ),
    );
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => finish(fail("no-launcher", "The sample agent did not start in time. See the logs folder.")),
      ANSWER_MS,
    );
    const listen = (message: unknown) => {
      const answer = answerSchema.safeParse(message);
      if (!answer.success || answer.data.id !== request.id) return;
      const failed = answer.data.type === "sample-agent-failed";
      finish(
        failed ? fail("no-launcher", answer.data.message ?? "The sample agent did not start.") : ok(null),
      );
    };
    function finish(result: Result<null>) {
      clearTimeout(timer);
      process.off("message", listen);
      resolve(result);
    }
    process.on("message", listen);
    send({ type: "start-sample-agent", ...request });
  });
}
