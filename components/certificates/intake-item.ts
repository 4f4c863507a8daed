import type { ProblemLike } from "@/components/ui/problem-alert";
import type { UploadAnswer } from "@/lib/api/certificates";
import type { CodedError, Result } from "@/lib/errors";
import type { Certificate } from "@/lib/pki/certificate";

/** One file, or one file of a zip, and what became of it. */
export interface IntakeItem {
  key: string;
  name: string;
  /** `password`: a PKCS#12 file that waits for its password. */
  state: "waiting" | "password" | "sending" | "stored" | "refused" | "cancelled";
  /** What the console stored of it, or had already. */
  certificates: UploadAnswer["certificates"];
  /** Certificates in the file that issued the others; they are stored only when somebody asks for it. */
  issuers: Certificate[];
  problem?: ProblemLike;
}

export interface IntakeProgress {
  done: number;
  total: number;
}

/** What a file holds, read in the browser. */
export type FileContent =
  | { kind: "certificates"; toMap: Certificate[]; issuers: Certificate[] }
  | { kind: "pkcs12" }
  | { kind: "zip"; entries: { name: string; content: Result<Uint8Array> }[] }
  | { kind: "refused"; error: CodedError };

/** Refused files as lines of text, for a mail to whoever sent them. */
export function refusalsText(items: readonly IntakeItem[]): string {
  return items
    .filter(({ state }) => state === "refused")
    .map(
      ({ name, problem }) => `${name}: ${problem?.detail ?? problem?.message ?? ""} (${problem?.code ?? ""})`,
    )
    .join("\r\n");
}
