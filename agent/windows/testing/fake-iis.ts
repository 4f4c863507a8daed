import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { HttpRecord, ScriptRequest, WriteRequest } from "@/agent/windows/contract";
import type { Finished, Spawn } from "@/agent/windows/runner";
import { ok } from "@/lib/errors";
import { effectiveSection } from "@/lib/iis/effective";
import { parseApplicationHost, readEffective, readFacts } from "@/lib/iis/read";
import {
  CERTIFICATE_FIELDS,
  LOGON_METHODS,
  PERMISSION_MODES,
  type SiteConfig,
  SSL_FLAGS,
} from "@/lib/iis/site-config";
import { writeSiteConfig } from "@/lib/iis/write";

const SAMPLE = fileURLToPath(new URL("../../sample/applicationHost.config", import.meta.url));
const MAPPING = "iisClientCertificateMappingAuthentication";
const BITS = { Ssl: 8, SslNegotiateCert: 32, SslRequireCert: 64, Ssl128: 256 };

export const RECORD: HttpRecord = {
  kind: "ip-port",
  key: "0.0.0.0:443",
  certificate: "ab".repeat(20),
  appId: "4dc3e181-e14b-4a21-b022-59fc669b0914",
  store: "MY",
  checkMode: 0,
  freshness: 0,
  timeout: 0,
  ctlIdentifier: "",
  ctlStore: "",
  flags: 0x80000040,
};

type Asked = ScriptRequest & { markKey: string; vaultKey: string };
interface Overlay {
  sections: SiteConfig;
  passwords: Map<string, string>;
}

/**
 * Answers as iis.ps1 is meant to, over a file that our own writer keeps. It shows what the agent makes of the answers; what IIS itself would
 * say, it cannot know.
 */
export class FakeIis {
  records: HttpRecord[] = [RECORD];
  sharedConfiguration: string | null = null;
  logonResult = 0;
  startedAt = "2030-01-01T00:00:00.000Z";
  /** So many chains are built in the minute that the script gives them. */
  chainsAtOnce = Number.POSITIVE_INFINITY;
  /** Certificates in stores of LocalMachine, by store and SHA-1; the stores that are there can be opened. */
  stores: Record<string, Record<string, { der: Uint8Array; hasPrivateKey: boolean }>> = { MY: {} };
  /** Every document as it came. */
  readonly documents: string[] = [];
  /** What becomes of the next write instead of a plain one. */
  fault: "lost-before" | "lost-half" | "lost-after" | "refused" | "writes-wrongly" | undefined;
  /** Called wherever a power loss would leave a write half done: after each record, and after the configuration. */
  onWritten: () => void = () => undefined;
  /** Run between a request and its answer, once. */
  meanwhile: (() => void) | undefined;
  private base: Uint8Array = readFileSync(SAMPLE);
  private readonly overlay = new Map<string, Overlay>();

  readonly readFile = () => ok(this.bytes());

  get operations(): string[] {
    return this.documents.map((text) => (JSON.parse(text) as Asked).operation);
  }

  /** Somebody else's edit of the file. */
  edit(change: (text: string) => string): void {
    this.base = Buffer.from(change(Buffer.from(this.base).toString("utf8")), "utf8");
  }

  bytes(): Uint8Array {
    let bytes = this.base;
    for (const [scope, { sections, passwords }] of this.overlay) {
      const tokens = new Map([...passwords].map(([userName, password]) => [userName, token(password)]));
      const written = writeSiteConfig(bytes, scope, sections, { passwords: tokens, allowEmpty: true });
      if (!written.ok) throw new Error(JSON.stringify(written.error));
      bytes = written.value.bytes;
    }
    return bytes;
  }

  readonly run: Spawn = async (document) => {
    this.documents.push(document);
    const request = JSON.parse(document) as Asked;
    const answer = this.answer(request);
    this.meanwhile?.();
    this.meanwhile = undefined;
    const stdout = answer === undefined ? "" : `${JSON.stringify(answer)}\n`;
    const finished: Finished = { stdout, stderr: "", exitCode: answer ? 0 : 1, timedOut: false };
    return ok(finished);
  };

  private answer(request: Asked): unknown {
    if (request.operation === "logon") return { ok: true, value: { result: this.logonResult } };
    if (request.operation === "facts") return { ok: true, value: this.facts(request) };
    if (request.operation === "probe") return { ok: false, code: "probe-impossible" };
    if (request.operation === "read") return { ok: true, value: this.read(request) };
    const fault = this.fault;
    this.fault = undefined;
    if (fault === "lost-before") return undefined;
    if (fault === "refused") return { ok: false, code: "script-error", detail: "System.X 0x80070005" };
    const refusal = this.write(request, fault);
    if (refusal !== undefined) return { ok: false, code: refusal };
    if (fault !== undefined && fault !== "writes-wrongly") return undefined;
    return { ok: true, value: { fileHash: sha256(this.bytes()) } };
  }

  private read({ markKey, vaultOf }: Asked & { vaultOf?: string | null }): unknown {
    const file = parsed(this.bytes());
    const facts = readFacts(file);
    const scopes = ["", ...facts.sites.map(({ name }) => name)];
    return {
      configFile: "C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config",
      sharedConfiguration: this.sharedConfiguration,
      fileHash: sha256(this.bytes()),
      records: this.records,
      recordsHash: this.recordsHash(),
      sites: facts.sites.map(({ id, name, bindings }) => ({
        id: String(id),
        name,
        state: "Started",
        physicalPath: "C:\\inetpub\\wwwroot",
        uploadReadAheadSize: 49152,
        bindings,
      })),
      scopes: scopes.map((scope) => ({ scope, sections: this.sections(scope, markKey) })),
      ...(typeof vaultOf === "string" ? { vault: sealed(this.known(vaultOf)) } : {}),
    };
  }

  private sections(scope: string, markKey: string): unknown {
    const effective = readEffective(parsed(this.bytes()), scope);
    if (!effective.ok) throw new Error(effective.error.message);
    const { config } = effective.value;
    const section = config[MAPPING];
    const known = this.known(scope);
    const mark = (place: string): string => {
      const password = known[place] ?? "";
      if (password === "") return "";
      return createHmac("sha256", Buffer.from(markKey, "base64")).update(password).digest("hex");
    };
    return {
      ...config,
      access: { sslFlags: (config.access?.sslFlags ?? []).reduce((sum, flag) => sum + BITS[flag], 0) },
      [MAPPING]: section && {
        ...section,
        logonMethod: LOGON_METHODS.indexOf(section.logonMethod),
        oneToOneMappings: section.oneToOneMappings.map(({ name: _label, ...entry }) => ({
          ...entry,
          mark: mark(`o:${entry.certificate}`),
        })),
        manyToOneMappings: section.manyToOneMappings.map(({ userName = "", ...entry }) => ({
          ...entry,
          userName,
          permissionMode: PERMISSION_MODES.indexOf(entry.permissionMode) + 1,
          mark: mark(`m:${entry.name}`),
          rules: entry.rules.map((rule) => ({
            ...rule,
            certificateField: CERTIFICATE_FIELDS.indexOf(rule.certificateField) + 1,
          })),
        })),
      },
    };
  }

  /** Passwords by the script's names, decrypted. */
  private known(scope: string): Record<string, string> {
    const { lists } = effectiveSection(parsed(this.bytes()), scope, MAPPING);
    const found: [string, string][] = [];
    for (const { element } of lists.oneToOneMappings)
      found.push([`o:${element.attributes.certificate}`, opened(element.attributes.password)]);
    for (const { element } of lists.manyToOneMappings)
      found.push([`m:${element.attributes.name}`, opened(element.attributes.password)]);
    return Object.fromEntries(found);
  }

  private write(request: WriteRequest, fault: FakeIis["fault"]): string | undefined {
    if (request.fileHash !== sha256(this.bytes()) || request.recordsHash !== this.recordsHash())
      return "changed-since-plan";
    if (request.sharedConfiguration !== this.sharedConfiguration) return "shared-configuration";
    const known =
      request.operation === "restore"
        ? (JSON.parse(Buffer.from(request.vault, "base64").toString("utf8")) as Record<string, string>)
        : this.known(request.scope);
    for (const { key, after } of request.records) {
      this.records = this.records.map((record) => (record.key === key ? { ...record, ...after } : record));
      this.onWritten();
    }
    if (fault === "lost-half") return undefined;
    const overlay = this.overlay.get(request.scope) ?? { sections: {}, passwords: new Map() };
    const sections = { ...overlay.sections };
    const passwords = new Map(overlay.passwords);
    for (const name of request.revert) delete sections[name as keyof SiteConfig];
    for (const [name, value] of Object.entries(request.sections))
      Object.assign(sections, { [name]: understood(name, value, known, passwords) });
    if (fault === "writes-wrongly" && sections.access) sections.access = { sslFlags: ["Ssl128"] };
    this.overlay.set(request.scope, { sections, passwords });
    this.onWritten();
    return undefined;
  }

  private facts(request: Extract<Asked, { operation: "facts" }>): unknown {
    const { certificates, accounts, readRights, serverCertificates } = request;
    return {
      domain: "contoso.example",
      iisVersion: "10.0",
      windowsVersion: "Windows Server 2022 Standard",
      windowsBuild: "20348.2700",
      features: { "IIS-IISCertificateMappingAuthentication": true, "IIS-BasicAuthentication": false },
      modules: ["IISCertificateMappingAuthenticationModule"],
      schannel: { sendTrustedIssuerList: null, clientAuthTrustMode: 0 },
      rootsNotSelfSigned: [{ subject: "CN=Issuing", thumbprint: "cd".repeat(20) }],
      ntAuth: [],
      webServerStartedAt: this.startedAt,
      executionPolicy: null,
      chains: certificates.slice(0, this.chainsAtOnce).map((text) => ({
        sha256: sha256(Buffer.from(text, "base64")),
        problems: ["RevocationStatusUnknown"],
      })),
      accounts: accounts.map((userName) => ({ userName, state: "enabled" })),
      readRights: readRights.map((ask) => ({ ...ask, canRead: "no" })),
      serverCertificates: serverCertificates.map((ask) => {
        const store = this.stores[ask.store];
        const found = store?.[ask.thumbprint];
        return {
          ...ask,
          found: store ? found !== undefined : null,
          certificate: found ? Buffer.from(found.der).toString("base64") : null,
          hasPrivateKey: found?.hasPrivateKey ?? null,
        };
      }),
    };
  }

  private recordsHash(): string {
    return sha256(Buffer.from(JSON.stringify(this.records)));
  }
}

/** What IIS would keep of a section: our own model of it, and the passwords by account. */
function understood(
  name: string,
  value: unknown,
  known: Record<string, string>,
  passwords: Map<string, string>,
): unknown {
  if (name === "access") {
    const text = (value as { sslFlags: string }).sslFlags;
    return { sslFlags: text === "None" ? [] : SSL_FLAGS.filter((flag) => text.split(", ").includes(flag)) };
  }
  if (name !== MAPPING) return value;
  const section = value as { oneToOneMappings: Entry[]; manyToOneMappings: Entry[] };
  const plain = ({ password, keep, ...entry }: Entry): Entry => {
    const kept = keep === undefined ? undefined : known[keep];
    if (keep !== undefined && kept === undefined) throw new Error(`${keep} is not known`);
    if (entry.userName !== undefined) passwords.set(entry.userName, password ?? kept ?? "");
    return entry;
  };
  return {
    ...section,
    oneToOneMappings: section.oneToOneMappings.map((entry) => ({ name: "", ...plain(entry) })),
    manyToOneMappings: section.manyToOneMappings.map(plain),
  };
}

interface Entry {
  userName?: string;
  password?: string;
  keep?: string;
}

function token(password: string): string {
  return `[enc:AesProvider:${Buffer.from(password, "utf8").toString("base64")}:enc]`;
}

function opened(attribute = ""): string {
  const base64 = /^\[enc:AesProvider:(.*):enc\]$/.exec(attribute)?.[1];
  return base64 === undefined ? attribute : Buffer.from(base64, "base64").toString("utf8");
}

function sealed(known: Record<string, string>): string {
  return Buffer.from(JSON.stringify(known)).toString("base64");
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function parsed(bytes: Uint8Array) {
  const file = parseApplicationHost(bytes);
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
}
