import { fail, ok, type Result } from "@/lib/errors";
import type { SiteConfig } from "@/lib/iis/site-config";

/**
 * The settings of an HTTP.sys record that `netsh http update sslcert` would put back to their defaults when they are not named, with those
 * defaults (Microsoft Learn: netsh http). The two that follow from the site config are not among them.
 */
const KEPT = [
  ["CERTSTORENAME", "certstorename", "MY", "Certificate Store Name"],
  [
    "VERIFYCLIENTCERTREVOCATION",
    "verifyclientcertrevocation",
    "enable",
    "Verify Client Certificate Revocation",
  ],
  [
    "VERIFYREVOCATIONWITHCACHEDCLIENTCERTONLY",
    "verifyrevocationwithcachedclientcertonly",
    "disable",
    "Verify Revocation Using Cached Client Certificate Only",
  ],
  ["USAGECHECK", "usagecheck", "enable", "Usage Check"],
  ["REVOCATIONFRESHNESSTIME", "revocationfreshnesstime", "0", "Revocation Freshness Time"],
  ["URLRETRIEVALTIMEOUT", "urlretrievaltimeout", "0", "URL Retrieval Timeout"],
] as const;

/**
 * `netsh http` commands for the binding's flags, as a batch file: clientcertnegotiation follows SslNegotiateCert, dsmapperusage follows the AD
 * section. The record is restated whole, with ip:port and every other setting in variables at the top.
 * Error `render-nothing` where neither section is managed.
 */
export function renderNetsh(config: SiteConfig): Result<string> {
  const { access, clientCertificateMappingAuthentication: directory } = config;
  if (!access && !directory)
    return fail(
      "render-nothing",
      "The binding follows from access and clientCertificateMappingAuthentication, and neither is managed.",
    );
  const negotiate = access && (access.sslFlags.includes("SslNegotiateCert") ? "enable" : "disable");
  const mapper = directory && (directory.enabled ? "enable" : "disable");
  const kept: (readonly [string, string, string, string])[] = [...KEPT];
  if (!mapper) kept.push(["DSMAPPERUSAGE", "dsmapperusage", "disable", "DS Mapper Usage"]);
  if (!negotiate)
    kept.push(["CLIENTCERTNEGOTIATION", "clientcertnegotiation", "disable", "Negotiate Client Certificate"]);
  const lines = [
    "@echo off",
    "rem Save as a .cmd file and run it as an administrator on the server. The setting counts for every site on this ip:port.",
    'set "IPPORT=0.0.0.0:443"',
    "",
    "rem netsh replaces the whole record. Copy what the first command shows, so that nothing else changes:",
    "rem   netsh http show sslcert ipport=0.0.0.0:443",
    'set "CERTHASH="',
    'set "APPID="',
    ...kept.map(([variable, , value]) => `set "${variable}=${value}"`),
    "rem Further settings that the record shows as set, such as: disablehttp2=enable disabletls13=enable reject=enable",
    'set "FURTHER="',
    "",
    "netsh http show sslcert ipport=%IPPORT% || exit /b 1",
    'if "%CERTHASH%"=="" echo Fill in CERTHASH and APPID from the record above, and compare the other settings.& exit /b 1',
    'if "%APPID%"=="" echo Fill in APPID from the record above.& exit /b 1',
    "",
    `netsh http update sslcert ipport=%IPPORT% certhash=%CERTHASH% appid=%APPID% ${[
      ...kept.map(([variable, option]) => `${option}=%${variable}%`),
      ...(mapper ? [`dsmapperusage=${mapper}`] : []),
      ...(negotiate ? [`clientcertnegotiation=${negotiate}`] : []),
    ].join(" ")} %FURTHER% || exit /b 1`,
    "netsh http show sslcert ipport=%IPPORT%",
  ];
  return ok(`${lines.join("\r\n")}\r\n`);
}
