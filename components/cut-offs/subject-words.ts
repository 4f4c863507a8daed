import type { CutOffPlan } from "@/lib/api/cut-offs";

type Kind = CutOffPlan["kind"];

/** The page of who is cut off, or was. */
export function subjectHref(kind: Kind, id: string): string {
  return kind === "certificate" ? `/certificates/${id}` : `/accounts/${id}`;
}

export function cutOffHref(kind: Kind, id: string): string {
  return `/cut-offs/new?kind=${kind}&id=${id}`;
}
