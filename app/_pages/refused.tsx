import { headers } from "next/headers";
import { Refused as Said } from "@/components/shell/refused";
import { currentActor } from "@/lib/auth/current-actor";
import type { CodedError } from "@/lib/errors";
import { recordRefusal } from "@/lib/services/audit-events/record-refusal";

/** What the page's read was refused with. Where the role does not allow it, that is an event, as at the API. */
export async function Refused({ error }: { error: CodedError }) {
  if (error.code === "not-allowed") await recordVisit();
  return <Said error={error} />;
}

async function recordVisit(): Promise<void> {
  const said = await headers();
  // The browser looks ahead at what a link leads to: nobody has opened that.
  if (said.has("next-router-prefetch") || said.get("purpose") === "prefetch") return;
  const actor = await currentActor();
  if (actor !== null) await recordRefusal(actor, `GET ${said.get("x-certmap-path") ?? "a page"}`);
}
