import type { BackEnd } from "@/agent/back-end";
import type { ConsoleApi } from "@/agent/console/api";
import type { Log } from "@/agent/log";
import type { Prober } from "@/agent/probe/prober";
import type { Backups } from "@/agent/state/backups";
import type { Bundles } from "@/agent/state/bundles";
import type { Journal } from "@/agent/state/journal";
import type { AgentKeys } from "@/agent/state/keys";
import type { Outbox } from "@/agent/state/outbox";
import type { Settings } from "@/agent/state/settings";
import type { TargetStore } from "@/agent/state/targets";
import type { Pace } from "@/agent/wait";

/** What an apply works with. */
export interface ApplyContext {
  settings: Settings;
  keys: AgentKeys;
  api: ConsoleApi;
  backEnd: BackEnd;
  prober: Prober;
  journal: Journal;
  targets: TargetStore;
  bundles: Bundles;
  backups: Backups;
  outbox: Outbox;
  pace: Pace;
  log: Log;
}
