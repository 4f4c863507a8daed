import { windowWords } from "@/lib/api/maintenance-windows";
import { parseInput } from "@/lib/api/parse";
import { setWindowsSchema, type Windows } from "@/lib/api/windows";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import type { Result } from "@/lib/errors";
import { ok } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { getWindows } from "./get";
import { ownerColumn, ownerName, WINDOW_COLUMNS, type WindowOwner } from "./owner";

/** Says when pushes may reach a server, or each server of a group. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function setWindows(actor: Actor, owner: WindowOwner, input: unknown): Promise<Result<Windows>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(setWindowsSchema, input);
  if (!parsed.ok) return parsed;
  const { windows } = parsed.value;
  const done = await transact(async (tx) => {
    const name = await ownerName(tx, actor, owner);
    if (!name.ok) return name;
    const mine = ownerColumn(owner);
    const before = await tx.maintenanceWindow.findMany({ where: mine, select: WINDOW_COLUMNS });
    await tx.maintenanceWindow.deleteMany({ where: mine });
    await tx.maintenanceWindow.createMany({
      data: windows.map((window) => ({ ...window, ...mine, createdBy: actor.name })),
    });
    await recordEvent(tx, actor, {
      action: owner.kind === "server" ? "server.set-windows" : "server-group.set-windows",
      nounId: owner.id,
      nounName: name.value,
      before: { windows: before.map(windowWords) },
      after: { windows: windows.map(windowWords) },
    });
    return ok(null);
  });
  return done.ok ? getWindows(actor, owner) : done;
}
