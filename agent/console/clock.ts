/** Beyond this the console would refuse assertions; it is worth a line in the log. */
const SKEW_WORTH_TELLING_MS = 5_000;

/** The console's time as this host can tell it: its own clock, corrected by what the console's answers say. */
export interface ConsoleClock {
  now(): number;
  /** This host's clock minus the console's, in milliseconds. */
  skewMs(): number;
  /** Takes the console's time from an answer. Returns the new skew when it is worth telling. */
  learn(serverTime: string | undefined): number | undefined;
}

export function createClock(local: () => number = Date.now): ConsoleClock {
  let skew = 0;
  let told = 0;
  return {
    now: () => local() - skew,
    skewMs: () => skew,
    learn: (serverTime) => {
      const server = serverTime === undefined ? Number.NaN : Date.parse(serverTime);
      if (Number.isNaN(server)) return undefined;
      skew = Math.round(local() - server);
      if (Math.abs(skew - told) < SKEW_WORTH_TELLING_MS) return undefined;
      told = skew;
      return skew;
    },
  };
}
