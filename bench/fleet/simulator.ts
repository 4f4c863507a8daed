import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Counts, countsSchema, type FleetOrder } from "@/agent/simulator/orders";

const PROGRAM = fileURLToPath(new URL("../../agent/simulator/main.ts", import.meta.url));

/** The process that plays the agents. */
export interface Simulator {
  pid: number;
  play(order: Omit<Extract<FleetOrder, { type: "play" }>, "type">): void;
  count(): Promise<Counts>;
  stop(): Promise<void>;
}

export function startSimulator(): Simulator {
  const profile = process.env.CERTMAP_PROFILE;
  const execArgv = ["--import", "tsx", ...(profile ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : [])];
  const child = fork(PROGRAM, { execArgv, stdio: "inherit" });
  const order = (what: FleetOrder) => child.send(what);
  return {
    pid: child.pid ?? 0,
    play: (what) => void order({ type: "play", ...what }),
    count: () =>
      new Promise((resolve) => {
        child.once("message", (message) => resolve(countsSchema.parse(message)));
        order({ type: "count" });
      }),
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await ended;
    },
  };
}
