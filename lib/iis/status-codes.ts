import { fail, ok, type Result } from "@/lib/errors";
import { type FactId, NOT_VERIFIED } from "@/lib/iis/runtime-facts";
import { ERROR_CODES, type ErrorEntry } from "@/lib/iis/status-errors";
import { STATUS_CODES, type StatusEntry } from "@/lib/iis/status-table";

export interface StatusExplanation {
  /** The HTTP status and substatus, where one was asked for. */
  status: StatusEntry | null;
  /** The Win32 error or HRESULT, where one was asked for and is known. */
  error: ErrorEntry | null;
  /** One sentence that puts both together. */
  meaning: string;
  /** Most likely first: what the error says narrows down what the status says. */
  causes: string[];
  checks: string[];
  fixes: string[];
  certainty: { verified: boolean; because: FactId[]; note: string };
}

/**
 * What a status means on a site with client certificates. Takes `403.16`, three numbers as they stand in IIS's log
 * (`sc-status sc-substatus sc-win32-status`, such as `403 16 2148204809`), a status with an error (`500.19 0x80070021`), or an
 * error alone, in hexadecimal (`0x80093102`), unsigned, signed, or as a Win32 number (`1326`).
 *
 * Error `status-unknown`: not written like that, or not a code of this domain; the message names those that are known.
 */
export function explainStatus(input: string): Result<StatusExplanation> {
  const asked = readCodes(input);
  if (!asked)
    return fail(
      "status-unknown",
      `"${input.trim().slice(0, 60)}" is no status code. Write it as 403.16, as 403 16 2148204809, or as 0x80093102.`,
    );
  const { status: wanted, error: number } = asked;
  const status = wanted === undefined ? null : findStatus(wanted);
  const error =
    number === undefined || number === 0 ? null : (ERROR_CODES.find(({ code }) => code === number) ?? null);
  if (wanted !== undefined && !status && !error)
    return fail(
      "status-unknown",
      `${wanted} says nothing about client certificates. Known: ${STATUS_CODES.map(({ code }) => code).join(", ")}.`,
    );
  if (wanted === undefined && !error)
    return fail(
      "status-unknown",
      `${hex(number ?? 0)} is not known here. Known: ${ERROR_CODES.map(({ hresult }) => hresult).join(", ")}.`,
    );
  const both = [error, status].filter((entry) => entry !== null);
  const because = [...new Set(both.flatMap((entry) => entry.because ?? []))];
  const unlisted =
    number !== undefined && number !== 0 && !error ? ` The error ${hex(number)} is not known here.` : "";
  return ok({
    status,
    error,
    meaning:
      both
        .map((entry) => entry.meaning)
        .reverse()
        .join(" ") + unlisted,
    causes: unique(both.flatMap((entry) => entry.causes)),
    checks: unique(both.flatMap((entry) => entry.checks)),
    fixes: unique(both.flatMap((entry) => entry.fixes)),
    certainty: { verified: because.length === 0, because, note: because.length === 0 ? "" : NOT_VERIFIED },
  });
}

function readCodes(input: string): { status?: string; error?: number } | null {
  const words = input.trim().split(/[\s,;]+/);
  const [first = "", second, third] = words;
  if (words.length === 3 && /^[1-5]\d\d$/.test(first) && /^\d{1,3}$/.test(second ?? "")) {
    const error = readError(third ?? "");
    return error === null ? null : { status: `${first}.${Number(second)}`, error };
  }
  if (words.length > 2) return null;
  const status = /^([1-5]\d\d)(?:\.(\d{1,3}))?$/.exec(first);
  if (!status) {
    const error = words.length === 1 ? readError(first) : null;
    return error === null ? null : { error };
  }
  const named = status[2] === undefined ? `${status[1]}` : `${status[1]}.${Number(status[2])}`;
  if (second === undefined) return { status: named };
  // Two bare numbers are a status and a substatus, as in the log.
  if (status[2] === undefined && /^\d{1,3}$/.test(second)) return { status: `${named}.${Number(second)}` };
  const error = readError(second);
  return error === null ? null : { status: named, error };
}

/** Win32 errors and their HRESULT form (0x8007xxxx) become the same unsigned number. */
function readError(word: string): number | null {
  if (!/^(0x[0-9a-f]{1,8}|-?\d{1,10})$/i.test(word)) return null;
  const value = Number(word);
  if (value > 0xffffffff || value < -0x80000000) return null;
  const unsigned = value >>> 0;
  return unsigned < 0x10000 && unsigned > 0 ? (0x80070000 | unsigned) >>> 0 : unsigned;
}

function findStatus(code: string): StatusEntry | null {
  const exact = STATUS_CODES.find((entry) => entry.code === code);
  if (exact) return exact;
  const [status] = code.split(".");
  // A status without substatuses is found with any, and 500 is written as 500.0 in a log.
  return STATUS_CODES.find((entry) => entry.code === status || entry.code === `${code}.0`) ?? null;
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(8, "0")}`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
