import type { Asked } from "@/agent/probe/ask-site";
import type { ProbePlace } from "@/agent/probe/place";
import type { Result } from "@/lib/errors";
import type { BindingWish } from "@/lib/iis/binding-wish";
import type { Inventory, TlsRecord } from "@/lib/iis/inventory";
import type { SiteConfig } from "@/lib/iis/site-config";

/** What an administrator sees of the host before approving it. Self-reported. */
interface HostFacts {
  domain: string;
  osVersion: string;
  iisVersion: string;
}

/** The server's configuration as it stands at one moment. */
export interface LiveState {
  /** Changes with everything that could matter to a scope; equal means untouched. */
  fingerprint(scope: string): string;
  /** Site names, as the server spells them. */
  sites: readonly string[];
  /** All sections as they are in effect for a scope. */
  effective(scope: string): Result<SiteConfig>;
  /** What http.sys keeps for each binding; absent where the back end knows nothing of it. */
  records?: readonly TlsRecord[];
}

/** Opens the console's password of an account. The value is handed to the back end and nowhere else. */
export interface PasswordSource {
  /** Undefined when the bundle has none for this account. Error: `password-unreadable`. */
  open(userName: string): Promise<Result<string | undefined>>;
  /**
   * Of a dry run only: whether the console has a password for the account, which it keeps to itself. Back ends then plan with a stand-in
   * where an entry has none to keep. Such a plan is looked at and never committed.
   */
  withheld?(userName: string): boolean;
}

export interface PlanRequest {
  scope: string;
  config: SiteConfig;
  passwords: PasswordSource;
  allowEmpty: boolean;
  /** http.sys records to be changed with it. Error `bindings-not-supported` where the back end has none. */
  bindings?: readonly BindingWish[];
  /** The shared folder that this server may write. Error `shared-configuration` where it has another one, or none was named. */
  sharedConfiguration?: string;
}

/** Everything that one commit needs, made before anything is touched. */
export interface Plan {
  /** Fingerprints of the server without and with the change; equal when nothing has to be written. */
  before: string;
  after: string;
  warnings: string[];
  /** Accounts for which it brings another password than the server has. */
  newPasswords: string[];
  /** What `restore` needs to take exactly this change back. */
  backup: Uint8Array;
  /** What is going to be written; only the back end that made it looks inside. */
  content: Uint8Array;
}

/**
 * The one way to the server's configuration. It knows nothing of jobs, leases and the console: it reads, and writes what a
 * plan says in one step that happens whole or not at all.
 */
export interface BackEnd {
  facts(): Promise<HostFacts>;
  readState(): Promise<Result<LiveState>>;
  /** What a report says; a server that cannot be read is a report too. `allowedSites` as agreed at enrolment. */
  inventory(allowedSites: readonly string[]): Promise<Inventory>;
  plan(request: PlanRequest): Promise<Result<Plan>>;
  /**
   * Tries each new password of a plan by one logon, before anything is written; absent where there is nobody to ask. Returns warnings.
   * Error `logon-refused`.
   */
  tryLogons?(plan: Plan): Promise<Result<string[]>>;
  /** Error `changed-since-plan` when the server is not as it was planned for. On any error nothing was changed. */
  commit(plan: Plan): Promise<Result<void>>;
  /** Takes a commit back, unless someone changed the server since (`changed-since-plan`). */
  restore(from: { backup: Uint8Array; after: string }): Promise<Result<void>>;
  /**
   * One GET as `askSite` makes it, showing the certificate with this SHA-1 from LocalMachine\My; its key never leaves the store. Absent
   * where there is no such store. Errors: `probe-impossible` (no such certificate, or no key for it).
   */
  askWithCertificate?(place: ProbePlace, sha1: string): Promise<Result<Asked>>;
  /** A cheap mark that is different after a change; asked about every second. */
  changeMark(): Promise<string>;
  /** Removes what a killed commit left lying about. Returns the names. */
  sweep(): Promise<string[]>;
}
