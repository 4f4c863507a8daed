"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Intake } from "@/components/certificates/intake";
import { certificateMutations } from "@/lib/queries/certificates";

export type Uploads = ReturnType<typeof useUploads>;

/** The files that were dropped, picked or pasted on this page, and what became of each. */
export function useUploads() {
  const { mutateAsync } = useMutation(certificateMutations.uploadBatch());
  const [intake] = useState(
    () => new Intake((certificates, signal) => mutateAsync({ certificates, signal })),
  );
  const state = useSyncExternalStore(intake.subscribe, intake.state, intake.state);
  // A page that was left sends nothing any more and forgets the files that wait for a password.
  useEffect(() => () => intake.clear(), [intake]);
  return { ...state, intake };
}
