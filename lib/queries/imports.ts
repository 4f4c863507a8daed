import { mutationOptions } from "@tanstack/react-query";
import { z } from "zod";
import {
  type ApplyImport,
  type CheckImport,
  checkAnswerSchema,
  type ImportAnswer,
  type ImportProgress,
  importAnswerSchema,
  importProgressSchema,
} from "@/lib/api/imports";
import { problemSchema } from "@/lib/api/problem";
import { ApiError } from "@/lib/queries/api-error";
import { request, send } from "@/lib/queries/request";

const PATH = "/api/v1/imports";
const lineSchema = z.union([
  z.object({ progress: importProgressSchema }),
  z.object({ answer: importAnswerSchema }),
  z.object({ problem: problemSchema }),
]);

export const importMutations = {
  /** A dry run of at most CHECK_ROWS rows. */
  check: () =>
    mutationOptions({
      meta: { readsOnly: true },
      mutationFn: ({ signal, ...body }: CheckImport & { signal: AbortSignal }) =>
        request(checkAnswerSchema, `${PATH}/checks`, { method: "POST", body, signal }),
    }),
  /** Aborting the signal takes all of it back. */
  apply: () =>
    mutationOptions({
      mutationFn: async ({
        signal,
        onProgress,
        ...body
      }: ApplyImport & ApplyWatch): Promise<ImportAnswer> => {
        const response = await send(PATH, { method: "POST", body, signal });
        for await (const line of linesOf(response)) {
          const said = lineSchema.parse(JSON.parse(line));
          if ("problem" in said) throw new ApiError(said.problem);
          if ("answer" in said) return said.answer;
          onProgress(said.progress);
        }
        throw ApiError.of(
          "console-unreachable",
          "The connection ended before the console had answered. Make the dry run again: it shows whether the rows are there.",
        );
      },
    }),
};

interface ApplyWatch {
  signal: AbortSignal;
  onProgress: (progress: ImportProgress) => void;
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  while (reader) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
    if (done) return;
  }
}
