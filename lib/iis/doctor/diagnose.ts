import { ok, type Result } from "@/lib/errors";
import type { Verdict } from "@/lib/iis/doctor/check";
import { readLogText } from "@/lib/iis/doctor/log-text";
import { explainStatus, type StatusExplanation } from "@/lib/iis/status-codes";

/** What a diagnosis needs of a check: the page has no more of it. */
interface Fact {
  id: string;
  title: string;
  verdict: Verdict;
  statuses: readonly string[];
  seen: string;
}

export interface Diagnosis<Of extends Fact = Fact> {
  /** `403.16`, or the code that was asked for. */
  code: string;
  /** Lines of the text that say it. */
  count: number;
  /** Null: a status that says nothing about client certificates. */
  explanation: StatusExplanation | null;
  /** Checks of this very site that may be the cause: the one that the error names, then what is wrong, what is odd, what nobody knows. */
  here: Of[];
}

const WEIGHT: Record<Verdict, number> = { problem: 0, warning: 1, unknown: 2, ok: 3 };

/**
 * What a pasted status or part of an IIS log means at a site whose checks these are. Takes lines of a log (with or without `#Fields`),
 * `403 16 2148204809`, and everything that `explainStatus` takes. Error `status-unknown`.
 */
export function diagnose<Of extends Fact>(text: string, checks: readonly Of[]): Result<Diagnosis<Of>[]> {
  const logged = readLogText(text);
  if (logged.length === 0) {
    const asked = explainStatus(text);
    if (!asked.ok) return asked;
    const code = asked.value.status?.code ?? asked.value.error?.hresult ?? "";
    return ok([{ code, count: 1, explanation: asked.value, here: relevant(code, asked.value, checks) }]);
  }
  const diagnoses = logged.map(({ status, substatus, win32, count }) => {
    const code = `${status}.${substatus}`;
    const asked = explainStatus(`${status} ${substatus} ${win32}`);
    const explanation = asked.ok ? asked.value : null;
    return {
      code,
      count,
      explanation,
      here: explanation === null ? [] : relevant(code, explanation, checks),
    };
  });
  // A log is full of requests that went well; who pastes it asks about the others.
  const telling = diagnoses.filter(({ explanation }) => explanation !== null);
  return ok(telling.length > 0 ? telling : diagnoses);
}

function relevant<Of extends Fact>(
  code: string,
  { status, error }: StatusExplanation,
  checks: readonly Of[],
): Of[] {
  const codes = [code, code.split(".")[0] ?? "", status?.code ?? "", ...causedBy(error?.hresult)];
  const named = CHECK_OF_ERROR[error?.hresult ?? ""];
  const chosen = checks.filter(({ id }) => id === named);
  const others = checks
    .filter(({ id, verdict, statuses }) => {
      return id !== named && verdict !== "ok" && statuses.some((each) => codes.includes(each));
    })
    .sort((a, b) => WEIGHT[a.verdict] - WEIGHT[b.verdict]);
  return [...chosen, ...others];
}

/** An error that says which of a status's many causes it was. Its check comes first, also when it was fine at the last look. */
const CHECK_OF_ERROR: Readonly<Record<string, string>> = {
  "0x8007052e": "account-state",
  "0x80070532": "account-state",
  "0x80070533": "account-state",
  "0x80070701": "account-state",
  "0x80070775": "account-state",
  "0x80070569": "logon-right",
  "0x80092012": "revocation-reachable",
  "0x80092013": "revocation-reachable",
  "0x80093102": "mapped-certificates",
  "0x8009310b": "mapped-certificates",
};

/** Errors that name their status, for an error that was pasted alone. */
function causedBy(hresult: string | undefined): string[] {
  switch (hresult) {
    case "0x800b0109":
    case "0x800b010a":
    case "0x800b0110":
      return ["403.16"];
    case "0x800b0101":
      return ["403.17"];
    case "0x800b010c":
    case "0x80092012":
    case "0x80092013":
      return ["403.13"];
    case "0x80070021":
      return ["500.19"];
    case "0x80070032":
      return ["500.0"];
    case "0x8007052e":
    case "0x80070532":
    case "0x80070533":
    case "0x80070701":
    case "0x80070775":
    case "0x80070569":
    case "0x80093102":
    case "0x8009310b":
      return ["401.1"];
    default:
      return [];
  }
}
