"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import {
  type Candidate,
  readReport,
  readSource,
  type Source,
  tooLarge,
} from "@/components/adoptions/candidates";
import { ADOPTION_LIMIT, type Adopt } from "@/lib/api/adoptions";
import type { ServerDetail } from "@/lib/api/servers";
import { adoptionMutations } from "@/lib/queries/adoptions";

let count = 0;

export type AdoptionState = ReturnType<typeof useAdoption>;

/** What was found, what is chosen of it, and what the console says to that. A changed choice needs a new look at what would happen. */
export function useAdoption(server: ServerDetail | null) {
  const [sources, setSources] = useState<Source[]>(() => (server ? [readReport(server)] : []));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(sources.flatMap(({ candidates }) => keysByDefault(candidates))),
  );
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const [alike, setAlike] = useState(false);
  const [publish, setPublish] = useState(true);
  const [reading, setReading] = useState(false);
  const plan = useMutation(adoptionMutations.plan());
  const run = useMutation(adoptionMutations.run());

  const rows = rowsOf(sources, alike).map((row) => ({ ...row, name: names.get(row.key) ?? row.name }));
  const wanted = rows.filter(({ key, problem }) => chosen.has(key) && !problem);

  /** Whatever is changed, the last look is of yesterday. */
  function changing<Args extends unknown[]>(change: (...args: Args) => void) {
    return (...args: Args) => {
      plan.reset();
      run.reset();
      change(...args);
    };
  }

  async function addFiles(files: readonly File[]) {
    setReading(true);
    // The page says so before it is busy.
    await new Promise((done) => setTimeout(done));
    const added: Source[] = [];
    for (const file of files) {
      const key = `file-${++count}`;
      if (file.size > ADOPTION_LIMIT) added.push(tooLarge(key, file.name));
      else added.push(readSource(key, file.name, new Uint8Array(await file.arrayBuffer())));
    }
    setSources((all) => [...all, ...added]);
    setChosen((all) => new Set([...all, ...added.flatMap(({ candidates }) => keysByDefault(candidates))]));
    if (added.length > 0 && added.every(({ kind }) => kind === "export")) setPublish(false);
    setReading(false);
  }

  return {
    ...{ sources, rows, wanted, chosen, alike, publish, reading, plan, run },
    fromReport: server !== null,
    addFiles: changing(addFiles),
    removeSource: changing((key: string) => setSources((all) => all.filter((each) => each.key !== key))),
    choose: changing((keys: ReadonlySet<string>) => setChosen(keys)),
    rename: changing((key: string, name: string) => setNames((all) => new Map(all).set(key, name))),
    setAlike: changing(setAlike),
    setPublish: changing(setPublish),
    request: (): Omit<Adopt, "dryRun"> => ({ publish, source: sourceOf(server, sources, wanted) }),
  };
}

function keysByDefault(candidates: readonly Candidate[]): string[] {
  return candidates.filter(({ problem, serverLevel }) => !problem && !serverLevel).map(({ key }) => key);
}

/** One row for each candidate, or one for all that are alike. */
function rowsOf(sources: readonly Source[], alike: boolean): Candidate[] {
  const rows: Candidate[] = [];
  const byDigest = new Map<string, Candidate>();
  for (const candidate of sources.flatMap(({ candidates }) => candidates)) {
    const mergeable = alike && !candidate.problem && candidate.scopes.length > 0;
    const first = mergeable ? byDigest.get(candidate.digest) : undefined;
    if (first) {
      first.scopes.push(...candidate.scopes);
      continue;
    }
    const row = { ...candidate, scopes: [...candidate.scopes] };
    rows.push(row);
    if (mergeable) byDigest.set(row.digest, row);
  }
  return rows;
}

function sourceOf(
  server: ServerDetail | null,
  sources: readonly Source[],
  wanted: readonly Candidate[],
): Adopt["source"] {
  if (server) {
    const siteConfigs = wanted.map(({ name, scopes }) => ({ name, scopes }));
    return { kind: "report", serverId: server.id, siteConfigs };
  }
  return {
    kind: "file",
    name: sources
      .filter(({ candidates }) => candidates.length > 0)
      .map(({ name }) => name)
      .join(", ")
      .slice(0, 255),
    siteConfigs: wanted.map(({ name, scopes, config, savedTests }) => ({ name, scopes, config, savedTests })),
  };
}
