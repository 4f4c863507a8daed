"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AddManyToOne, ManyToOneItem } from "@/lib/api/many-to-one";
import { ApiError } from "@/lib/queries/api-error";
import { manyToOneMutations, manyToOneQueries } from "@/lib/queries/many-to-one";

/**
 * Stores a new mapping, or what was changed of `base`. Anybody's change makes a new version of the draft; it is a conflict only when
 * it was a change of this very mapping: then nothing is sent until the person has decided.
 */
export function useSaveMapping(siteConfigId: string, base: ManyToOneItem | null, onSaved: () => void) {
  const client = useQueryClient();
  const mutations = manyToOneMutations(siteConfigId, client);
  const add = useMutation(mutations.add);
  const update = useMutation(mutations.update);
  const [seen, setSeen] = useState(base);
  const [theirs, setTheirs] = useState<ManyToOneItem | null>(null);

  async function attempt(body: Required<AddManyToOne>, again: boolean): Promise<void> {
    const { before: _place, ...change } = body;
    const list = await client.fetchQuery({
      ...manyToOneQueries.list(siteConfigId),
      staleTime: again ? Number.POSITIVE_INFINITY : 0,
    });
    const now = seen && list.items.find(({ id }) => id === seen.id);
    if (now && JSON.stringify(now) !== JSON.stringify(seen)) return setTheirs(now);
    try {
      if (seen === null) await add.mutateAsync(body);
      else await update.mutateAsync({ id: seen.id, change });
      onSaved();
    } catch (error) {
      if (error instanceof ApiError && error.code === "conflict" && again) await attempt(body, false);
    }
  }

  return {
    save: (body: Required<AddManyToOne>) => void attempt(body, true),
    pending: add.isPending || update.isPending,
    problem: add.error ?? update.error,
    /** How the mapping is now, where somebody else changed it meanwhile. */
    theirs,
    /** Takes the other's change as seen; what is typed stays and may be saved over it. */
    keepMine: () => {
      setSeen(theirs);
      setTheirs(null);
    },
  };
}
