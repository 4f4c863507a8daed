import type { CodedError } from "@/lib/errors";
import type { SiteConfig } from "@/lib/iis/site-config";

export interface Outcome {
  outcome: "verified" | "failed" | "undone";
  error?: CodedError;
  warnings: string[];
  observedDigest?: string;
  /** What the scope has now, when it is what was asked for. */
  applied?: SiteConfig;
}
