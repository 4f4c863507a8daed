/** One thing that installing or removing the service does. They are made first, so that `--dry-run` shows the very same. */
export type Step = {
  /** What it is for, as a sentence without a full stop. */
  what: string;
  /** A failure is told and the rest goes on: what is to be undone may not be there. */
  mayFail?: boolean;
} & (
  | { kind: "run"; argv: readonly [string, ...string[]] }
  /** `mode`: of the file and for its folder, where the system knows such modes. */
  | { kind: "copy"; from: string; to: string; mode: number }
  | { kind: "write"; to: string; content: Uint8Array; mode: number }
  /** The file, and its folder when nothing else is in it and `folder` says so. */
  | { kind: "remove"; path: string; folder: boolean }
);

/** As a person would type it or read it in a protocol. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case "run":
      return `${step.what}: ${step.argv.map((word) => (/[\s*()]/.test(word) ? `"${word}"` : word)).join(" ")}`;
    case "copy":
      return `${step.what}: ${step.from} to ${step.to}`;
    case "write":
      return `${step.what}: ${step.to}`;
    case "remove":
      return `${step.what}: ${step.path}`;
  }
}
