"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ProblemLike } from "@/components/ui/problem-alert";
import { UPLOAD_LIMIT, type UploadAnswer } from "@/lib/api/certificates";
import { certificateMutations } from "@/lib/queries/certificates";

/** One file and what became of it. */
export interface Upload {
  key: string;
  name: string;
  state: "sending" | "stored" | "refused";
  certificates: UploadAnswer["certificates"];
  problem?: ProblemLike;
}

export interface Uploads {
  uploads: Upload[];
  busy: boolean;
  add: (files: readonly File[]) => Promise<UploadAnswer["certificates"]>;
  clear: () => void;
}

let count = 0;

/** Sends files one after the other, so that the list below grows in their order; one refused does not stop the rest. */
export function useUploads(): Uploads {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const upload = useMutation(certificateMutations.upload());

  function settle(key: string, change: Partial<Upload>) {
    setUploads((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)));
  }

  async function send(key: string, file: File): Promise<UploadAnswer["certificates"]> {
    if (file.size > UPLOAD_LIMIT) {
      const problem = {
        title: "The file is too large",
        detail: "A file has at most 20 MiB. A certificate has a few kilobytes: is this the right file?",
        code: "body-too-large",
      };
      settle(key, { state: "refused", problem });
      return [];
    }
    try {
      const { certificates } = await upload.mutateAsync({ name: file.name, bytes: file });
      settle(key, { state: "stored", certificates });
      return certificates;
    } catch (error) {
      settle(key, { state: "refused", problem: error as Error });
      return [];
    }
  }

  async function add(files: readonly File[]) {
    const added = files.map((file) => ({ key: `upload-${++count}`, file }));
    const rows = added.map(({ key, file }): Upload => {
      return { key, name: file.name, state: "sending", certificates: [] };
    });
    setUploads((all) => [...rows, ...all]);
    const found: UploadAnswer["certificates"] = [];
    for (const { key, file } of added) found.push(...(await send(key, file)));
    return found;
  }

  const busy = uploads.some(({ state }) => state === "sending");
  return { uploads, busy, add, clear: () => setUploads([]) };
}
