/**
 * Read, write and render 10,000 one-to-one mappings, about 20 MB. Prints medians and the ratios that matter; nothing is
 * asserted. Run: npx tsx bench/iis-read-write.ts
 */
import { parseXml } from "@rgrove/parse-xml";
import { diffSiteConfig } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { parseApplicationHost, readSiteConfig } from "@/lib/iis/read";
import { renderXml } from "@/lib/iis/render/xml";
import type { SiteConfig } from "@/lib/iis/site-config";
import { writeSiteConfig } from "@/lib/iis/write";

const RUNS = 7;
const SITE = "Partner portal";
const EMPTY = new TextEncoder().encode(
  `<?xml version="1.0" encoding="UTF-8"?>\r\n<configuration>\r\n    <system.webServer />\r\n</configuration>\r\n`,
);

/** The outer structure of a certificate around 1,450 bytes that differ: 1.9 KB of base64 like a real one. */
function certificate(n: number): string {
  const body = new Uint8Array(1450);
  let state = n + 1;
  for (let i = 0; i < body.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    body[i] = state >>> 24;
  }
  const length = (size: number) => [0x82, size >> 8, size & 0xff];
  const inner = [0x30, ...length(body.length), ...body, 0x30, 0, 0x03, 1, 0];
  return Buffer.from([0x30, ...length(inner.length), ...inner]).toString("base64");
}

function configOf(count: number): SiteConfig {
  return {
    iisClientCertificateMappingAuthentication: {
      enabled: true,
      oneToOneCertificateMappingsEnabled: true,
      manyToOneCertificateMappingsEnabled: true,
      logonMethod: "ClearText",
      defaultLogonDomain: "",
      oneToOneMappings: Array.from({ length: count }, (_, i) => ({
        name: `User ${i}`,
        enabled: true,
        userName: `CONTOSO\\user${i % 500}`,
        certificate: certificate(i),
      })),
      manyToOneMappings: [],
    },
  };
}

function take<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function median(work: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[RUNS >> 1] ?? 0;
}

const passwords = new Map(
  Array.from({ length: 500 }, (_, i) => [
    `CONTOSO\\user${i}`,
    `[enc:IISCngProvider:${"A".repeat(86)}==:enc]`,
  ]),
);
const configs = new Map([1_000, 10_000].map((count) => [count, configOf(count)]));
const files = new Map(
  [...configs].map(([count, config]) => [
    count,
    take(writeSiteConfig(EMPTY, SITE, config, { passwords })).bytes,
  ]),
);

function figures(count: number) {
  const config = configs.get(count) ?? {};
  const bytes = files.get(count) ?? EMPTY;
  const text = new TextDecoder().decode(bytes);
  const section = config.iisClientCertificateMappingAuthentication;
  const changed: SiteConfig = section
    ? {
        iisClientCertificateMappingAuthentication: {
          ...section,
          oneToOneMappings: section.oneToOneMappings.map((entry, i) => ({ ...entry, enabled: i % 2 === 0 })),
        },
      }
    : {};
  return {
    megabytes: bytes.length / 1e6,
    parser: median(() => parseXml(text)),
    read: median(() => readSiteConfig(take(parseApplicationHost(bytes)), SITE)),
    create: median(() => take(writeSiteConfig(EMPTY, SITE, config, { passwords }))),
    rewrite: median(() => take(writeSiteConfig(bytes, SITE, changed))),
    render: median(() => renderXml(config, SITE)),
    digest: median(() => digestSiteConfig(config)),
    diff: median(() => diffSiteConfig(config, changed)),
  };
}

const small = figures(1_000);
const large = figures(10_000);
console.log(`10,000 one-to-one mappings, ${large.megabytes.toFixed(1)} MB, medians of ${RUNS}`);
for (const [name, value] of Object.entries(large)) {
  if (name === "megabytes") continue;
  const before = small[name as keyof typeof small];
  console.log(
    `${name.padEnd(8)} ${value.toFixed(0).padStart(6)} ms   ${(value / before).toFixed(1)} times 1,000 entries`,
  );
}
console.log(`read     ${(large.read / large.parser).toFixed(2)} times the XML parser alone`);
