import { digestSiteConfig } from "@/lib/iis/digest";
import type { SiteConfig } from "@/lib/iis/site-config";

/** Digests within one batch: a push makes many servers alike, and a text is sooner made than its digest. */
export function rememberDigests(): (config: SiteConfig) => string {
  const known = new Map<string, string>();
  return (config) => {
    const text = JSON.stringify(config);
    const digest = known.get(text) ?? digestSiteConfig(config);
    known.set(text, digest);
    return digest;
  };
}
