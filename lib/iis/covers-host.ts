/**
 * Does a DNS name of a certificate cover the host name of a binding? RFC 6125 section 6.4: without regard to case, and `*` stands for one whole
 * label, the leftmost. A host name that is itself a wildcard (IIS 10) is covered by its like, and by any name that it matches.
 */
export function coversHost(dnsName: string, hostName: string): boolean {
  const name = comparable(dnsName);
  const host = comparable(hostName);
  if (name === host) return true;
  if (host.startsWith("*.")) return name.endsWith(host.slice(1));
  const dot = host.indexOf(".");
  return name.startsWith("*.") && dot > 0 && host.slice(dot) === name.slice(1);
}

/** Lower case, without the dot of the root; what is not ASCII as the A-labels that stand in certificates. */
function comparable(name: string): string {
  const bare = name.toLowerCase().replace(/\.$/, "");
  if (/^[ -~]*$/.test(bare)) return bare;
  const address = `https://${bare}`;
  return URL.canParse(address) ? new URL(address).hostname : bare;
}
