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

/** What is enough to say what an apply would do: nothing here writes, neither to the server nor to what the agent keeps. */
export interface Looking {
  settings: Pick<Settings, "allowedSites" | "consoleKey" | "serverId">;
  backEnd: Pick<BackEnd, "plan" | "readState">;
  prober: Pick<Prober, "place">;
  targets: Pick<TargetStore, "read">;
  api: Pick<ConsoleApi, "bundle">;
}

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
