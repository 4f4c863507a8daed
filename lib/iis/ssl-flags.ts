import { SSL_FLAGS, type SslFlag } from "@/lib/iis/site-config";

/** Client certificates as IIS Manager says it (IIS.Administration: SslSettingsHelper). */
export const CLIENT_CERTIFICATES = ["Ignore", "Accept", "Require"] as const;
export type ClientCertificates = (typeof CLIENT_CERTIFICATES)[number];

export interface SslSettings {
  requireSsl: boolean;
  require128: boolean;
  clientCertificates: ClientCertificates;
}

export function readSslFlags(flags: readonly SslFlag[]): SslSettings {
  const has = (flag: SslFlag) => flags.includes(flag);
  return {
    requireSsl: has("Ssl"),
    require128: has("Ssl128"),
    clientCertificates: has("SslRequireCert") ? "Require" : has("SslNegotiateCert") ? "Accept" : "Ignore",
  };
}

/** Require sets both certificate flags, as IIS Manager does; flags come in the schema's order. */
export function writeSslFlags(settings: SslSettings): SslFlag[] {
  const wanted: Record<SslFlag, boolean> = {
    Ssl: settings.requireSsl,
    SslNegotiateCert: settings.clientCertificates !== "Ignore",
    SslRequireCert: settings.clientCertificates === "Require",
    Ssl128: settings.require128,
  };
  return SSL_FLAGS.filter((flag) => wanted[flag]);
}
