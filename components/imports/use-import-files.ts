"use client";

import { useState } from "react";
import { readBytes, readContent } from "@/components/certificates/read-file";
import { CertificateFiles } from "@/components/imports/certificate-files";
import type { List } from "@/components/imports/list";
import { readList } from "@/components/imports/read-list";
import { pacer } from "@/components/ui/pacer";
import type { ProblemLike } from "@/components/ui/problem-alert";
import { isZip, readZip } from "@/lib/pki/zip";

export interface NamedList extends List {
  fileName: string;
}

/** What was dropped so far: one list, the certificate files beside it, and what could not be read at all. */
export interface ImportFiles {
  list: NamedList | null;
  files: CertificateFiles;
  problems: { name: string; problem: ProblemLike }[];
}

const NOTHING: ImportFiles = { list: null, files: new CertificateFiles(), problems: [] };

/** Files of an import, told apart by their content; zips are unpacked here, in the browser. */
export function useImportFiles() {
  const [found, setFound] = useState(NOTHING);
  /** How many are read, while it goes on. */
  const [reading, setReading] = useState<number | null>(null);

  async function add(dropped: readonly File[]) {
    setReading(0);
    // A new object, so that what depends on the files knows; the files read before stay in it.
    const next: ImportFiles = { ...found, problems: [] };
    let count = 0;
    const pause = pacer(() => setReading(count));
    const take = async (name: string, bytes: Uint8Array) => {
      count++;
      await pause();
      const list = readList(bytes);
      if (list?.ok && next.list && next.list.fileName !== name) refuse(name, SECOND_LIST);
      else if (list?.ok) next.list = { ...list.value, fileName: name };
      else if (list) refuse(name, list.error);
      else next.files.add(name, await readContent(name, bytes));
    };
    const refuse = (name: string, problem: ProblemLike) => next.problems.push({ name, problem });
    for (const file of dropped) {
      const bytes = await readBytes(file);
      if (!bytes.ok) refuse(file.name, bytes.error);
      else if (!isZip(bytes.value)) await take(file.name, bytes.value);
      else {
        const zip = readZip(bytes.value);
        if (!zip.ok) refuse(file.name, zip.error);
        for (const { name, content } of zip.ok ? zip.value : []) {
          if (content.ok) await take(name, content.value);
          else next.files.add(name, { kind: "refused", error: content.error });
        }
      }
    }
    setFound(next);
    setReading(null);
  }

  return { found, reading, add, clear: () => setFound({ ...NOTHING, files: new CertificateFiles() }) };
}

const SECOND_LIST: ProblemLike = {
  code: "list-malformed",
  message: "There is a list already. Import one after the other.",
};
