/** All that a command may touch, so that tests can stand in for it. */
export interface Io {
  /** Throws Node's own errors. `-` never arrives here. */
  read(path: string): Promise<Uint8Array>;
  /** All of standard input; asked for once at most. */
  stdin(): Promise<Uint8Array>;
  stdout(text: string): void;
  stderr(text: string): void;
  now(): Date;
  /** A variable of the environment. */
  setting(name: string): string | undefined;
  /** Asks a console. Throws what `fetch` throws. */
  fetch(url: string, init: RequestInit): Promise<Response>;
  wait(ms: number): Promise<void>;
  /**
   * Puts `bytes` in the place of a file that must still hold `expected`, in one step, and keeps the old one. Answers the
   * path of the backup, or null where the file had changed meanwhile. Throws Node's own errors.
   */
  replace(path: string, expected: Uint8Array, bytes: Uint8Array): Promise<string | null>;
}
