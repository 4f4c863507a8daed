import { createHash } from "node:crypto";
import { join } from "node:path";

/** Where each thing stands in the agent's state folder. */
export interface StateFolder {
  root: string;
  keys: string;
  settings: string;
  epoch: string;
  journal: string;
  outbox: string;
  backups: string;
  targets: string;
  bundles: string;
  contact: string;
  windows: string;
  preferences: string;
  logs: string;
}

export function stateFolder(root: string): StateFolder {
  return {
    root,
    keys: join(root, "keys.json"),
    settings: join(root, "settings.json"),
    epoch: join(root, "state.json"),
    journal: join(root, "journal.jsonl"),
    outbox: join(root, "outbox"),
    backups: join(root, "backups"),
    targets: join(root, "targets"),
    bundles: join(root, "bundles"),
    contact: join(root, "contact.json"),
    windows: join(root, "windows.json"),
    preferences: join(root, "agent.json"),
    logs: join(root, "logs"),
  };
}

/** The folders in it, which are made before anything is kept. */
export function subfolders(folder: StateFolder): string[] {
  return [folder.outbox, folder.backups, folder.targets, folder.bundles];
}

/** A file name for any scope: site names may hold characters that file names may not. */
export function scopeFileName(scope: string): string {
  return `${createHash("sha256").update(scope.toLowerCase()).digest("hex").slice(0, 32)}.json`;
}
