"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { readBytes, readContent } from "@/components/certificates/read-file";
import { type ListedUser, readUsers } from "@/components/directory/read-users";
import { CertificateFiles } from "@/components/imports/certificate-files";
import { pacer } from "@/components/ui/pacer";
import type { ProblemLike } from "@/components/ui/problem-alert";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificates } from "@/lib/pki/parse";
import { isZip, readZip } from "@/lib/pki/zip";
import { certificateMutations } from "@/lib/queries/certificates";

export interface DirectoryList {
  fileName: string;
  users: ListedUser[];
  files: CertificateFiles;
  /** Certificates that are valid now, dropped or stored, by UPN in lower case. */
  byUpn: Map<string, Certificate[]>;
}

/** UPNs in one question to the console. */
const ASKED = 500;

/** Users and certificates that were dropped; who is named by UPN alone is looked up among the stored certificates. */
export function useDirectoryList() {
  const [list, setList] = useState<DirectoryList | null>(null);
  const [problem, setProblem] = useState<ProblemLike | null>(null);
  const [busy, setBusy] = useState(false);
  const find = useMutation(certificateMutations.findByUpn());

  async function add(dropped: readonly File[]) {
    setBusy(true);
    setProblem(null);
    try {
      setList(await read(dropped));
    } catch (error) {
      setProblem(error as ProblemLike);
    } finally {
      setBusy(false);
    }
  }

  async function read(dropped: readonly File[]): Promise<DirectoryList> {
    const next = {
      fileName: list?.fileName ?? "",
      users: list?.users ?? [],
      files: list?.files ?? new CertificateFiles(),
    };
    const pause = pacer(() => undefined);
    const take = async (name: string, bytes: Uint8Array) => {
      await pause();
      const content = await readContent(name, bytes);
      const users = content.kind === "refused" ? readUsers(bytes) : undefined;
      if (users && !users.ok) throw users.error;
      if (users) Object.assign(next, { fileName: name, users: users.value });
      else next.files.add(name, content);
    };
    for (const file of dropped) {
      const bytes = await readBytes(file);
      if (!bytes.ok) throw bytes.error;
      const zip = isZip(bytes.value) ? readZip(bytes.value) : undefined;
      if (zip && !zip.ok) throw zip.error;
      if (!zip) await take(file.name, bytes.value);
      else for (const { name, content } of zip.value) if (content.ok) await take(name, content.value);
    }
    const byUpn = new Map<string, Certificate[]>();
    for (const certificate of next.files.certificates()) addByUpn(byUpn, certificate);
    const unknown = next.users.flatMap(({ certificate, upn }) =>
      certificate === "" && upn !== "" ? [upn] : [],
    );
    for (let at = 0; at < unknown.length; at += ASKED) {
      const { certificates } = await find.mutateAsync(unknown.slice(at, at + ASKED));
      for (const blob of certificates) {
        const parsed = parseCertificates(new TextEncoder().encode(blob));
        if (parsed.ok) for (const certificate of parsed.value.certificates) addByUpn(byUpn, certificate);
      }
    }
    return { ...next, byUpn };
  }

  return { list, problem, busy, add, clear: () => setList(null) };
}

function addByUpn(byUpn: Map<string, Certificate[]>, certificate: Certificate): void {
  if (Date.parse(certificate.notAfter) < Date.now()) return;
  for (const upn of certificate.upn) {
    const known = byUpn.get(upn.toLowerCase()) ?? [];
    if (!known.some(({ sha256 }) => sha256 === certificate.sha256))
      byUpn.set(upn.toLowerCase(), [...known, certificate]);
  }
}
