import { expect, test } from "vitest";
import { batched } from "./batch";

function recorder(answer: (key: number) => number = (key) => key * 10) {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  const run = async (keys: number[]) => {
    batches.push(keys);
    await new Promise<void>((resolve) => gates.push(resolve));
    return keys.map(answer);
  };
  /** Lets the batch that runs end, once it has begun. */
  const open = async (): Promise<void> => {
    while (gates.length === 0) await new Promise(setImmediate);
    gates.shift()?.();
  };
  return { batches, run, open };
}

test("who asks while a batch runs is in the next one, in order, and each gets its own answer", async () => {
  const { batches, run, open } = recorder();
  const ask = batched(run);
  const first = ask(1);
  await new Promise(setImmediate);
  const others = [ask(2), ask(3), ask(4)];
  await open();
  expect(await first).toBe(10);
  await open();
  expect(await Promise.all(others)).toEqual([20, 30, 40]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
  const later = ask(5);
  await open();
  expect(await later).toBe(50);
});

test("a batch carries so much and no more, and what is too heavy goes alone", async () => {
  const { batches, run, open } = recorder();
  const ask = batched(run, { most: 5, weigh: (key) => key });
  const all = Promise.all([2, 2, 2, 9, 1].map(ask));
  for (let batch = 0; batch < 4; batch++) await open();
  expect(await all).toEqual([20, 20, 20, 90, 10]);
  expect(batches).toEqual([[2, 2], [2], [9], [1]]);
});

test("one that fails fails alone: the others of its batch are asked again by themselves", async () => {
  const batches: number[][] = [];
  const ask = batched(async (keys: number[]) => {
    batches.push(keys);
    if (keys.includes(13)) throw new Error("thirteen");
    return keys;
  });
  const answers = await Promise.allSettled([1, 13, 2].map(ask));
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(batches).toEqual([[1, 13, 2], [1], [13], [2]]);
  expect(await ask(3)).toBe(3);
});
