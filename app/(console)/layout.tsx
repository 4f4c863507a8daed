import type { ReactNode } from "react";
import { ConsoleShell } from "@/components/shell/console-shell";
import { RightsProvider } from "@/components/shell/rights";
import { NowProvider } from "@/components/ui/now";
import { requireActor } from "@/lib/auth/current-actor";
import { rightsOf } from "@/lib/auth/permissions";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const role = actor.kind === "person" ? actor.role : actor.kind;
  return (
    <NowProvider start={Date.now()}>
      <RightsProvider rights={rightsOf(actor)}>
        <ConsoleShell person={{ name: actor.name, role }}>{children}</ConsoleShell>
      </RightsProvider>
    </NowProvider>
  );
}
