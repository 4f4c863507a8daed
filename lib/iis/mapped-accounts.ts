import { accountKey } from "@/lib/iis/passwords";
import type { SiteConfig } from "@/lib/iis/site-config";

/** How a site config uses an account. */
export interface AccountUse {
  /** As the config writes it first. */
  userName: string;
  /** A mapping, enabled or not, is there to let somebody in as it. */
  allows: boolean;
  /** A many-to-one mapping that denies names it. */
  denies: boolean;
}

/** Every account that a site config names, by its `accountKey`. */
export function accountsUsed(config: SiteConfig): Map<string, AccountUse> {
  const used = new Map<string, AccountUse>();
  for (const { userName, permissionMode } of entriesOf(config)) {
    if (!userName) continue;
    const key = accountKey(userName);
    const use = used.get(key) ?? { userName, allows: false, denies: false };
    if (permissionMode === "Deny") use.denies = true;
    else use.allows = true;
    used.set(key, use);
  }
  return used;
}

/**
 * The `accountKey` of each account that `after` maps in another way than `before`: a new entry, or one with another account,
 * certificate, rule or permission, or one that is switched on. Our own label, the order, a disabled entry that was enabled,
 * and entries that deny or are gone give nobody an account.
 */
export function accountsMappedAnew(before: SiteConfig | null, after: SiteConfig): string[] {
  const known = new Set(before === null ? [] : entriesOf(before).map((entry) => canonical(entry)));
  const anew = new Set<string>();
  for (const entry of entriesOf(after)) {
    if (!entry.userName || entry.permissionMode === "Deny") continue;
    if (known.has(canonical(entry)) || (!entry.enabled && known.has(canonical({ ...entry, enabled: true }))))
      continue;
    anew.add(accountKey(entry.userName));
  }
  return [...anew];
}

interface Entry {
  userName?: string | undefined;
  enabled: boolean;
  permissionMode: "Allow" | "Deny";
  /** What a certificate must be or fulfil. */
  asks: unknown;
}

function entriesOf({ iisClientCertificateMappingAuthentication: section }: SiteConfig): Entry[] {
  return [
    ...(section?.oneToOneMappings ?? []).map(({ userName, enabled, certificate }) => ({
      userName,
      enabled,
      permissionMode: "Allow" as const,
      asks: certificate,
    })),
    ...(section?.manyToOneMappings ?? []).map(({ userName, enabled, permissionMode, rules }) => ({
      userName,
      enabled,
      permissionMode,
      asks: rules.map((rule) => [
        rule.certificateField,
        rule.certificateSubField,
        rule.matchCriteria,
        rule.compareCaseSensitive,
      ]),
    })),
  ];
}

function canonical({ userName = "", enabled, permissionMode, asks }: Entry): string {
  return JSON.stringify([accountKey(userName), enabled, permissionMode, asks]);
}
