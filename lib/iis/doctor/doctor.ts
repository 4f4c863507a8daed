import { accountState } from "@/lib/iis/doctor/account-state";
import { BY_NETSH, cannotUpdateRecords } from "@/lib/iis/doctor/binding";
import { certificateChains } from "@/lib/iis/doctor/certificate-chains";
import type { Answer, Check } from "@/lib/iis/doctor/check";
import { directoryAlone } from "@/lib/iis/doctor/directory-alone";
import { dsMapper } from "@/lib/iis/doctor/ds-mapper";
import { httpsBinding } from "@/lib/iis/doctor/https-binding";
import { issuerList } from "@/lib/iis/doctor/issuer-list";
import { lateNegotiation } from "@/lib/iis/doctor/late-negotiation";
import { locksAndScope } from "@/lib/iis/doctor/locks-and-scope";
import { logonRight } from "@/lib/iis/doctor/logon-right";
import { mappedCertificates } from "@/lib/iis/doctor/mapped-certificates";
import { mappingSection } from "@/lib/iis/doctor/mapping-section";
import { moduleEnabled } from "@/lib/iis/doctor/module-enabled";
import { ntAuth } from "@/lib/iis/doctor/nt-auth";
import { otherMethods } from "@/lib/iis/doctor/other-methods";
import { readRight } from "@/lib/iis/doctor/read-right";
import { revocationReachable } from "@/lib/iis/doctor/revocation-reachable";
import { roleService } from "@/lib/iis/doctor/role-service";
import { rootsSelfSigned } from "@/lib/iis/doctor/roots-self-signed";
import type { Scene } from "@/lib/iis/doctor/scene";
import { serverCertificate } from "@/lib/iis/doctor/server-certificate";
import { siteIdentity } from "@/lib/iis/doctor/site-identity";
import { sslFlags } from "@/lib/iis/doctor/ssl-flags";
import { strongMapping } from "@/lib/iis/doctor/strong-mapping";
import { uploadReadAhead } from "@/lib/iis/doctor/upload-read-ahead";

/** In the order of a request: the server, the site, the binding, trust, the account, the directory. */
export const CHECKS: readonly Check[] = [
  roleService,
  moduleEnabled,
  siteIdentity,
  mappingSection,
  sslFlags,
  otherMethods,
  locksAndScope,
  httpsBinding,
  serverCertificate,
  lateNegotiation,
  uploadReadAhead,
  dsMapper,
  rootsSelfSigned,
  certificateChains,
  revocationReachable,
  mappedCertificates,
  issuerList,
  accountState,
  readRight,
  logonRight,
  directoryAlone,
  ntAuth,
  strongMapping,
];

export type CheckResult = Omit<Check, "look" | "byHand"> &
  Answer & {
    /** When the agent saw it, ISO 8601; null where it has reported nothing. */
    seenAt: string | null;
    byHand: string;
  };

/** Everything that must be true for a client certificate to become an account, as it was last seen. Total. */
export function examine(scene: Scene): CheckResult[] {
  return CHECKS.map(({ look, byHand, ...check }) => ({
    ...check,
    ...onlyWhatCanBe(look(scene), scene),
    seenAt: scene.inventoryAt,
    byHand: byHand(scene),
  }));
}

/** A push that must fail is not offered. */
function onlyWhatCanBe({ fixInNextPush, ...answer }: Answer, { host }: Scene): Answer {
  if (fixInNextPush === undefined) return answer;
  if (fixInNextPush.kind !== "binding-flags" || !cannotUpdateRecords(host.windowsBuild))
    return { ...answer, fixInNextPush };
  const why = `Certmap cannot do it: Windows build ${host.windowsBuild} cannot change an http.sys record in place. ${BY_NETSH}`;
  return { ...answer, fix: `${answer.fix ?? ""} ${why}`.trim() };
}
