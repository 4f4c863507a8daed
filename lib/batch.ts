interface Asked<Key, Value> {
  key: Key;
  resolve: (value: Value) => void;
  reject: (error: unknown) => void;
}

/**
 * One round trip for many who ask at once: calls that come while a batch is under way make up the next one. Who asks alone does not
 * wait. `run` answers in the order of its keys, all of them or none; when it throws for several, each is asked by itself, so that
 * nobody fails for another's sake. `weigh`: what a key counts towards `most`, 1 when left out.
 */
export function batched<Key, Value>(
  run: (keys: Key[]) => Promise<Value[]>,
  { most = 100, weigh = () => 1 }: { most?: number; weigh?: (key: Key) => number } = {},
): (key: Key) => Promise<Value> {
  const waiting: Asked<Key, Value>[] = [];
  let running = false;

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) await settle(waiting.splice(0, fitting()));
    running = false;
  };
  /** How many of those that wait fit into one batch: at least one. */
  const fitting = (): number => {
    let weight = 0;
    const end = waiting.findIndex(({ key }) => {
      weight += weigh(key);
      return weight > most;
    });
    return end === -1 ? waiting.length : Math.max(1, end);
  };
  const settle = async (batch: Asked<Key, Value>[]): Promise<void> => {
    try {
      const values = await run(batch.map(({ key }) => key));
      for (const [index, { resolve }] of batch.entries()) resolve(values[index] as Value);
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1) only?.reject(error);
      else for (const each of batch) await settle([each]);
    }
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (running) return;
      running = true;
      // After this turn of the event loop, so that those who ask in the same moment travel together.
      setImmediate(() => void drain());
    });
}
