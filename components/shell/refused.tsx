"use client";

import { ProblemAlert } from "@/components/ui/problem-alert";
import { type CodedError, ERRORS } from "@/lib/errors";

/** A page's read was refused: an expected outcome, said in its place. */
export function Refused({ error }: { error: CodedError }) {
  return <ProblemAlert problem={{ ...error, title: ERRORS[error.code][1] }} />;
}
