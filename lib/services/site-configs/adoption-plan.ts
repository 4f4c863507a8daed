import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";
import { ADOPTION_LISTED, type Adopted, type Adoption } from "@/lib/api/adoptions";
import type { ExportedTest } from "@/lib/api/site-config-export";
import type { Actor } from "@/lib/auth/actor";
import { mayMapToNames } from "@/lib/auth/may-map";
import { may } from "@/lib/auth/permissions";
import { type CodedError, fail, ok } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { SiteConfig } from "@/lib/iis/site-config";
import { displayName } from "@/lib/pki/names";
import { readDraft } from "@/lib/services/drafts/read";
import type { Parts } from "./adoption-parts";
import type { Found, ReportingServer, Wanted } from "./adoption-source";
import { type Taken, takeConfig } from "./adoption-take";
import { checkTests, hasTests, readTests } from "./adoption-tests";

/** One wanted site config, what can be taken of it, and what is to be done. */
export interface PlannedSiteConfig {
  wanted: Wanted;
  taken: Taken;
  answer: Adopted;
}
export interface PlannedAdoption {
  siteConfigs: PlannedSiteConfig[];
  /** SHA-256 of the certificates that new site configs need, and the accounts that are to be made. */
  certificates: string[];
  newAccounts: string[];
  answer: Adoption;
}

/** What an adoption would do. Reads, and changes nothing. */
export async function planAdoption(
  tx: Prisma.TransactionClient,
  { server, wanted }: Found,
  parts: Parts,
  actor: Actor,
): Promise<PlannedAdoption> {
  const names = new Set<string>();
  const places = new Set<string>();
  const siteConfigs: PlannedSiteConfig[] = [];
  for (const each of wanted) {
    const taken = takeConfig(each.config, parts);
    const twice =
      names.has(each.name) || each.scopes.some((scope) => server && places.has(scope.toLowerCase()));
    const answer = twice
      ? refused(each, taken, fail("already-exists", `"${each.name}" or its place is named twice.`).error)
      : await planOne(tx, actor, each, taken, server);
    names.add(each.name);
    for (const scope of each.scopes) places.add(scope.toLowerCase());
    siteConfigs.push({ wanted: each, taken, answer });
  }
  const made = siteConfigs.filter(({ answer }) => answer.outcome === "create");
  const needed = new Set(made.flatMap(({ taken }) => taken.certificates));
  const certificates = parts.certificates.filter(
    ({ certificate, stored }) => !stored && needed.has(certificate.sha256),
  );
  const accountKeys = new Set(made.flatMap(({ taken }) => taken.accounts));
  const used = parts.accounts.filter(({ key }) => accountKeys.has(key));
  const newAccounts = used.filter(({ stored }) => !stored).map(({ userName }) => userName);
  const body: Omit<Adoption, "plan"> = {
    siteConfigs: siteConfigs.map(({ answer }) => answer),
    certificates: {
      created: counted(
        certificates.map(({ certificate: { sha256, subject, subjectName } }) => ({
          sha256,
          name: displayName(subjectName) || subject,
        })),
      ),
      matched: needed.size - certificates.length,
    },
    accounts: {
      created: counted(newAccounts),
      matched: counted(used.filter(({ stored }) => stored).map(({ userName }) => userName)),
    },
  };
  const plan = bytesToHex(sha256(utf8ToBytes(canonicalize(body) ?? "")));
  return { siteConfigs, certificates: [...needed], newAccounts, answer: { plan, ...body } };
}

async function planOne(
  tx: Prisma.TransactionClient,
  actor: Actor,
  wanted: Wanted,
  taken: Taken,
  server: ReportingServer | null,
): Promise<Adopted> {
  const linked = server ? await linkedTargets(tx, server, wanted.scopes) : [];
  const [target] = linked;
  const there = target
    ? target.siteConfig
    : await tx.siteConfig.findUnique({ where: { name: wanted.name }, select: { id: true, name: true } });
  const tests = wanted.savedTests ?? [];
  const same = there !== null && (await isThere(tx, there.id, taken.config, tests));
  const elsewhere = linked.find(({ siteConfig }) => siteConfig.id !== there?.id);
  if (target && (!same || elsewhere)) {
    const { scope, siteConfig } = elsewhere ?? target;
    const message = `"${scope || "server level"}" belongs to the site config ${siteConfig.name} already, which says something else. Look at the difference there.`;
    return refused(wanted, taken, fail("target-taken", message).error);
  }
  if (there && !same) {
    const message = `There is another site config "${wanted.name}", which says something else.`;
    return {
      ...refused(wanted, taken, fail("already-exists", message).error),
      freeName: await freeName(tx, wanted.name, taken.config, tests),
    };
  }
  // What a file says is no leave to map a certificate to somebody's account.
  const granted = there ? ok(true) : await mayMapToNames(tx, actor, taken.accounts);
  if (!granted.ok) return refused(wanted, taken, granted.error);
  const readable = checkTests(tests);
  if (!readable.ok) return refused(wanted, taken, readable.error);
  const mayLink = may(actor, "deployment.start").ok;
  const scopes = new Set(linked.map(({ scope }) => scope.toLowerCase()));
  return {
    ...saidOf(wanted, taken),
    name: there?.name ?? wanted.name,
    outcome: there ? "same" : "create",
    id: there?.id ?? null,
    targets: server
      ? wanted.scopes.map((scope) => {
          const outcome = scopes.has(scope.toLowerCase()) ? "linked" : mayLink ? "link" : "not-allowed";
          return { scope, outcome, inSync: taken.changes.length === 0 };
        })
      : [],
  };
}

function linkedTargets(tx: Prisma.TransactionClient, server: ReportingServer, scopes: string[]) {
  return tx.target.findMany({
    where: {
      serverId: server.id,
      OR: scopes.map((scope) => ({ scope: { equals: scope, mode: "insensitive" } })),
    },
    select: { scope: true, siteConfig: { select: { id: true, name: true } } },
    orderBy: { id: "asc" },
  });
}

async function isThere(
  tx: Prisma.TransactionClient,
  id: string,
  config: SiteConfig,
  tests: readonly ExportedTest[],
): Promise<boolean> {
  return isSame(await readDraft(tx, id), config) && hasTests(await readTests(tx, id), tests);
}

/** Does the draft say what was found? A name that the file does not have is ours to choose. */
function isSame(draft: SiteConfig, taken: SiteConfig): boolean {
  if (digestSiteConfig(draft) !== digestSiteConfig(taken)) return false;
  const namesOf = ({ iisClientCertificateMappingAuthentication: section }: SiteConfig) =>
    new Map(section?.oneToOneMappings.map(({ certificate, name }) => [certificate, name]));
  const names = namesOf(draft);
  return [...namesOf(taken)].every(([certificate, name]) => name === "" || name === names.get(certificate));
}

/** `Shop 2`, or the first after it that is free or says the same. */
async function freeName(
  tx: Prisma.TransactionClient,
  name: string,
  config: SiteConfig,
  tests: readonly ExportedTest[],
): Promise<string> {
  for (let number = 2; ; number++) {
    const suffix = ` ${number}`;
    const candidate = name.slice(0, 120 - suffix.length).trimEnd() + suffix;
    const there = await tx.siteConfig.findUnique({ where: { name: candidate }, select: { id: true } });
    if (there === null || (await isThere(tx, there.id, config, tests))) return candidate;
  }
}

function saidOf({ name, scopes }: Wanted, { config, notTaken, changes }: Taken): Adopted {
  const section = config.iisClientCertificateMappingAuthentication;
  return {
    name,
    scopes,
    outcome: "create",
    id: null,
    reason: null,
    freeName: null,
    oneToOne: section?.oneToOneMappings.length ?? 0,
    manyToOne: section?.manyToOneMappings.length ?? 0,
    notTaken: counted(notTaken),
    changes: counted(changes),
    targets: [],
  };
}

function refused(wanted: Wanted, taken: Taken, { code, message }: CodedError): Adopted {
  return { ...saidOf(wanted, taken), outcome: "refused", reason: { code, message } };
}

function counted<Item>(items: Item[]): { total: number; items: Item[] } {
  return { total: items.length, items: items.slice(0, ADOPTION_LISTED) };
}
