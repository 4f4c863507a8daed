/** Test data for the verbs, made by the verbs themselves where they can. Only tests import this file. */
import { randomUUID } from "node:crypto";
import { keyFingerprint, sealingKeySchema, signingKeySchema } from "@/lib/agent-api/keys";
import type { AuditAction } from "@/lib/api/audit-events";
import type { Actor, Role } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import type { Result } from "@/lib/errors";
import type { Inventory } from "@/lib/iis/inventory";
import type { PasswordHandling } from "@/lib/iis/password-handling";
import type { SiteConfig } from "@/lib/iis/site-config";
import { newPrivateKey } from "@/lib/new-private-key";
import { certificate, openssl } from "@/lib/pki/fixtures/openssl";
import { serverMac } from "@/lib/secrets/records";
import { createAccount } from "./accounts/create";
import { uploadCertificates } from "./certificates/upload";
import { addMapping } from "./mappings/add";
import { createSiteConfig } from "./site-configs/create";
import { getSiteConfig } from "./site-configs/get";
import { publishRevision } from "./site-configs/publish";

export const ADMIN = personOf("administrator");

export function personOf(role: Role): Actor {
  return { kind: "person", id: `id-of-${role}`, name: `Ann the ${role}`, role, address: "192.0.2.7" };
}

/** Who acts as `personOf(role)`, as a row, for what asks again later who that is. */
export function storePerson(role: Role) {
  const { id, name } = personOf(role);
  return db().person.create({ data: { id, name, email: `${role}@example.com`, role } });
}

/** The value, or the error as an exception: for the steps that a test takes for granted. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** "ok" or the code of the error. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? "ok" : result.error.code;
}

/** What openssl, and not we, makes of a certificate. */
export function blobByOpenssl(der: Uint8Array): string {
  return openssl(["base64", "-A"], openssl(["x509", "-inform", "DER", "-outform", "DER"], der))
    .toString()
    .trim();
}

export function derOf(name: string): Uint8Array {
  return certificate({ subject: `/C=DE/O=Contoso/CN=${name}` });
}

export async function storeCertificate(name: string) {
  const { certificates } = must(
    await uploadCertificates(ADMIN, { bytes: derOf(name), fileName: `${name}.cer` }),
  );
  const stored = certificates[0]?.certificate;
  if (stored === undefined) throw new Error("The file held no certificate.");
  return stored;
}

export async function storeAccount(userName: string, password?: string) {
  return must(await createAccount(ADMIN, { userName, ...(password !== undefined && { password }) }));
}

/** A draft that maps one certificate to one account per name: `alice` to `CONTOSO\alice`. */
export async function storeDraft(name: string, people: string[] = [], password?: string) {
  const draft = must(await createSiteConfig(ADMIN, { name }));
  for (const person of people) await storeMapping(draft.id, person, password);
  return draft;
}

export async function storeMapping(siteConfigId: string, person: string, password?: string) {
  const userName = `CONTOSO\\${person}`;
  const there = await db().account.findUnique({ where: { userNameKey: userName.toLowerCase() } });
  const account = there ?? (await storeAccount(userName, password));
  const { id: certificateId } = await storeCertificate(person);
  return must(await addMapping(ADMIN, siteConfigId, { certificateId, accountId: account.id, name: person }));
}

export async function publish(siteConfigId: string, message = "because") {
  const { version } = must(await getSiteConfig(ADMIN, siteConfigId));
  return must(await publishRevision(ADMIN, siteConfigId, version, { message }));
}

/** What an agent would report of a server with these sites. */
export function inventoryOf(observed: Record<string, SiteConfig>): Inventory {
  const scopes = Object.keys(observed);
  return {
    sites: scopes.filter(Boolean).map((name, index) => ({ id: String(index + 1), name, bindings: [] })),
    mappingModuleInstalled: true,
    cryptoProviders: ["AesProvider"],
    observed: Object.entries(observed).map(([scope, config]) => ({
      scope,
      config,
      stated: [],
      passwords: [],
    })),
    problems: [],
  };
}

/** An approved server whose agent we do not need to speak for. */
export async function storeServer(name: string, passwordHandling: PasswordHandling = "sample") {
  const signingKey = signingKeySchema.parse(publicKey("ed25519"));
  const sealingKey = sealingKeySchema.parse(publicKey("x25519"));
  const fields = {
    id: randomUUID(),
    state: "approved" as const,
    fingerprint: await keyFingerprint(signingKey),
    signingKey,
    sealingKey,
    allowedSites: [],
    passwordHandling,
  };
  const token = await db().enrolmentToken.create({
    data: { tokenHash: randomUUID(), hostName: name, expiresAt: new Date(), createdBy: ADMIN.name },
  });
  const told = { agentVersion: "0", osVersion: "", iisVersion: "10.0", domain: "", lastSeenAt: new Date() };
  return db().server.create({
    data: { ...fields, ...told, name, hostName: name, enrolmentTokenId: token.id, mac: serverMac(fields) },
  });
}

function publicKey(type: "ed25519" | "x25519") {
  const { kty, crv, x } = newPrivateKey(type);
  return { kty, crv, x };
}

export function eventsOf(action: AuditAction) {
  return db().auditEvent.findMany({ where: { action }, orderBy: { id: "asc" } });
}

/** From now on no event of this kind can be written in this test's database, as with a full disk. */
export async function refuseEvents(action: AuditAction): Promise<{ allow: () => Promise<void> }> {
  await db().$executeRawUnsafe(`
    CREATE OR REPLACE FUNCTION refuse_events() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'no room for events'; END $$`);
  await db().$executeRawUnsafe(`
    CREATE TRIGGER refuse_events BEFORE INSERT ON "AuditEvent" FOR EACH ROW
    WHEN (NEW.action = '${action}') EXECUTE FUNCTION refuse_events()`);
  return { allow: async () => void (await db().$executeRaw`DROP TRIGGER refuse_events ON "AuditEvent"`) };
}
