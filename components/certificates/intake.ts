import type { FileContent, IntakeItem, IntakeProgress } from "@/components/certificates/intake-item";
import { openWithPassword, readBytes, readContent } from "@/components/certificates/read-file";
import { pacer } from "@/components/ui/pacer";
import type { ProblemLike } from "@/components/ui/problem-alert";
import { BATCH_LIMIT, type BatchAnswer, type UploadAnswer } from "@/lib/api/certificates";
import { toBlob } from "@/lib/pki/blob";
import type { Certificate } from "@/lib/pki/certificate";

type Stored = UploadAnswer["certificates"];
export type SendBatch = (certificates: string[], signal: AbortSignal) => Promise<BatchAnswer>;

export interface IntakeState {
  items: readonly IntakeItem[];
  progress: IntakeProgress;
  busy: boolean;
}

/** Most bytes of certificates in one request; one of 1 MiB may go beyond it alone. */
const BATCH_BYTES = 2 * 1024 * 1024;

const NOTHING: IntakeState = { items: [], progress: { done: 0, total: 0 }, busy: false };

/**
 * Takes files in: reads them in the browser, sends what are certificates in batches, and keeps what became of each. One that is
 * refused does not stop the rest. Only certificates are sent: never a file's own bytes, a password or a private key.
 */
export class Intake {
  #state = NOTHING;
  readonly #items = new Map<string, IntakeItem>();
  readonly #listeners = new Set<() => void>();
  /** PKCS#12 files that wait for their password. They live here and go nowhere. */
  readonly #locked = new Map<string, Uint8Array>();
  #abort = new AbortController();
  #running = 0;
  #count = 0;

  constructor(readonly send: SendBatch) {}

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  readonly state = () => this.#state;

  /** The certificates that the console has of these files now, in the files' order. */
  add(files: readonly File[]): Promise<Stored> {
    return this.#work(async (signal) => {
      const rows = files.map((file) => ({ file, key: this.#row(file.name) }));
      this.#show();
      const batch = new Batch();
      const found: string[] = [];
      const pause = pacer(() => this.#show());
      for (const { file, key } of rows) {
        if (signal.aborted) break;
        found.push(...(await this.#read(key, file, batch, signal, pause)));
        await pause();
      }
      await this.#flush(batch, signal);
      return [...rows.map(({ key }) => key), ...found].flatMap(
        (key) => this.#items.get(key)?.certificates ?? [],
      );
    });
  }

  /** Opens a PKCS#12 file. With a wrong password the file goes on waiting and says so. */
  unlock(key: string, password: string): Promise<Stored> {
    return this.#work(async (signal) => {
      const bytes = this.#locked.get(key);
      if (!bytes) return [];
      // Stretching a password takes its time: the page shows first that it is at work.
      await nextTask();
      const content = await openWithPassword(bytes, password);
      if (content.kind === "refused" && content.error.code === "pkcs12-password") {
        this.#set(key, { problem: content.error });
        return [];
      }
      this.#locked.delete(key);
      this.#set(key, { problem: undefined });
      const batch = new Batch();
      await this.#take(key, content, batch, signal);
      await this.#flush(batch, signal);
      return this.#items.get(key)?.certificates ?? [];
    });
  }

  /** Stores the issuers that a file held too. */
  storeIssuers(key: string): Promise<Stored> {
    return this.#work(async (signal) => {
      const issuers = this.#items.get(key)?.issuers ?? [];
      if (issuers.length === 0) return [];
      this.#set(key, { issuers: [] });
      const batch = new Batch();
      batch.add(key, issuers);
      await this.#flush(batch, signal);
      return this.#items.get(key)?.certificates ?? [];
    });
  }

  /** Stops reading and sending. What is stored stays stored. */
  cancel(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    for (const { key, state } of this.#items.values())
      if (state === "waiting" || state === "sending") this.#set(key, { state: "cancelled" });
    this.#show();
  }

  clear(): void {
    this.cancel();
    this.#items.clear();
    this.#locked.clear();
    this.#show();
  }

  async #work(run: (signal: AbortSignal) => Promise<Stored>): Promise<Stored> {
    this.#running++;
    this.#show();
    try {
      return await run(this.#abort.signal);
    } finally {
      this.#running--;
      this.#show();
    }
  }

  /** Reads one file. A zip becomes a row for each of its files, whose keys are returned. */
  async #read(
    key: string,
    file: File,
    batch: Batch,
    signal: AbortSignal,
    pause: () => Promise<void>,
  ): Promise<string[]> {
    const bytes = await readBytes(file);
    const content: FileContent = bytes.ok
      ? await readContent(file.name, bytes.value)
      : { kind: "refused", error: bytes.error };
    if (content.kind === "pkcs12" && bytes.ok) this.#locked.set(key, bytes.value);
    if (content.kind !== "zip") {
      await this.#take(key, content, batch, signal);
      return [];
    }
    const { entries } = content;
    if (entries.length === 0) {
      this.#refuse(key, {
        code: "cert-empty",
        message: "There is no file in this zip. Drop the certificates themselves.",
      });
      return [];
    }
    this.#items.delete(key);
    const rows = entries.map((entry) => ({ entry, key: this.#row(`${file.name} / ${entry.name}`) }));
    for (const { entry, key } of rows) {
      if (signal.aborted) break;
      const inside: FileContent = entry.content.ok
        ? await readContent(entry.name, entry.content.value)
        : { kind: "refused", error: entry.content.error };
      if (inside.kind === "pkcs12" && entry.content.ok) this.#locked.set(key, entry.content.value);
      await this.#take(key, inside, batch, signal);
      await pause();
    }
    return rows.map(({ key }) => key);
  }

  async #take(key: string, content: FileContent, batch: Batch, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    if (content.kind === "pkcs12") this.#set(key, { state: "password" });
    else if (content.kind === "refused") this.#refuse(key, content.error);
    else if (content.kind === "zip")
      this.#refuse(key, {
        code: "cert-zip",
        message: "This is a zip in a zip. Unpack it and drop the certificates.",
      });
    else {
      this.#set(key, { state: "sending", issuers: content.issuers });
      if (!batch.hasRoomFor(content.toMap)) await this.#flush(batch, signal);
      batch.add(key, content.toMap);
    }
  }

  /** Sends what has gathered, in as many requests as it takes, and notes each answer. */
  async #flush(batch: Batch, signal: AbortSignal): Promise<void> {
    const wanted = batch.empty();
    for (let at = 0; at < wanted.length && !signal.aborted; at += BATCH_LIMIT) {
      const part = wanted.slice(at, at + BATCH_LIMIT);
      try {
        const { answers } = await this.send(
          part.map(({ certificate }) => toBlob(certificate.der)),
          signal,
        );
        part.forEach(({ key }, i) => {
          const answer = answers[i];
          if (answer && "refused" in answer) this.#refuse(key, answer.refused);
          else if (answer) this.#keep(key, answer);
        });
      } catch (error) {
        if (signal.aborted) return;
        for (const { key } of part) this.#refuse(key, error as Error);
      }
    }
    this.#show();
  }

  #keep(key: string, answer: Stored[number]): void {
    const item = this.#items.get(key);
    if (item) this.#set(key, { state: "stored", certificates: [...item.certificates, answer] });
  }

  #refuse(key: string, problem: ProblemLike): void {
    this.#set(key, { state: "refused", problem });
  }

  #row(name: string): string {
    const key = `file-${++this.#count}`;
    this.#items.set(key, { key, name, state: "waiting", certificates: [], issuers: [] });
    return key;
  }

  #set(key: string, change: Partial<IntakeItem>): void {
    const item = this.#items.get(key);
    if (item) this.#items.set(key, { ...item, ...change });
  }

  #show(): void {
    const items = [...this.#items.values()];
    const open = items.filter(({ state }) => state === "waiting" || state === "sending").length;
    const progress = { done: items.length - open, total: items.length };
    this.#state = { items, progress, busy: this.#running > 0 };
    for (const listener of this.#listeners) listener();
  }
}

/** Certificates that wait to be sent together. */
class Batch {
  #wanted: { key: string; certificate: Certificate }[] = [];
  #bytes = 0;

  hasRoomFor(certificates: readonly Certificate[]): boolean {
    const bytes = certificates.reduce((sum, { der }) => sum + der.length, 0);
    if (this.#wanted.length === 0) return true;
    return this.#wanted.length + certificates.length <= BATCH_LIMIT && this.#bytes + bytes <= BATCH_BYTES;
  }

  add(key: string, certificates: readonly Certificate[]): void {
    for (const certificate of certificates) {
      this.#wanted.push({ key, certificate });
      this.#bytes += certificate.der.length;
    }
  }

  empty(): { key: string; certificate: Certificate }[] {
    const wanted = this.#wanted;
    this.#wanted = [];
    this.#bytes = 0;
    return wanted;
  }
}

const nextTask = () => new Promise((resolve) => setTimeout(resolve));
