import type { Remote } from "@/cli/remote";
import { type SiteConfigItem, siteConfigPageSchema } from "@/lib/api/site-configs";
import { fail, ok, type Result } from "@/lib/errors";

/** The site config of this very name. Errors: `not-found`, and those of asking the console. */
export async function findSiteConfig(remote: Remote, name: string): Promise<Result<SiteConfigItem>> {
  let cursor = "";
  do {
    const search = new URLSearchParams({ query: name, limit: "200", ...(cursor && { cursor }) });
    const page = await remote.ask(siteConfigPageSchema, `/api/v1/site-configs?${search}`);
    if (!page.ok) return page;
    const found = page.value.items.find((item) => item.name === name);
    if (found) return ok(found);
    cursor = page.value.nextCursor ?? "";
  } while (cursor);
  return fail("not-found", `The console has no site config called ${name}. Create or adopt it there first.`);
}
