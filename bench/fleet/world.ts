import { randomUUID } from "node:crypto";
import type { Identity } from "@/agent/simulator/orders";
import { makeKeys, publicSealingKey, publicSigningKey } from "@/agent/state/keys";
import { keyFingerprint } from "@/lib/agent-api/keys";
import { db } from "@/lib/db";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { serverMac } from "@/lib/secrets/records";

export const SITE = "Default Web Site";

/** Servers that were enrolled and approved, with the keys of their agents: written in bulk, as the verbs would have written each. */
export async function enrolFleet(count: number): Promise<Identity[]> {
  const agents: Identity[] = Array.from({ length: count }, (_, index) => ({
    serverId: randomUUID(),
    hostName: `web${String(index + 1).padStart(4, "0")}.example`,
    keys: makeKeys(),
    consoleKey: consolePublicKey(),
    allowedSites: [],
  }));
  const tokens = agents.map(({ serverId, hostName }) => ({
    id: randomUUID(),
    tokenHash: serverId,
    hostName,
    expiresAt: new Date(),
    usedAt: new Date(),
    createdBy: "Bench",
  }));
  const servers = await Promise.all(
    agents.map(async ({ serverId, hostName, keys }, index) => {
      const signingKey = publicSigningKey(keys);
      const fields = {
        id: serverId,
        state: "approved" as const,
        fingerprint: await keyFingerprint(signingKey),
        signingKey,
        sealingKey: publicSealingKey(keys),
        allowedSites: [],
        passwordHandling: "sample",
      };
      const told = { agentVersion: "0", osVersion: "", iisVersion: "10.0", domain: "" };
      const enrolmentTokenId = tokens[index]?.id ?? "";
      return { ...fields, ...told, name: hostName, hostName, enrolmentTokenId, mac: serverMac(fields) };
    }),
  );
  await db().enrolmentToken.createMany({ data: tokens });
  await db().server.createMany({ data: servers });
  return agents;
}
