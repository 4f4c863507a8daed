import { isValidElement, type ReactElement, Suspense } from "react";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { Refused } from "@/app/_pages/refused";
import AuditPage from "@/app/(console)/audit/page";
import ImportPage from "@/app/(console)/certificates/import/page";
import RenewPage from "@/app/(console)/certificates/renew/page";
import NewDeploymentPage from "@/app/(console)/deployments/new/page";
import ForwardingPage from "@/app/(console)/settings/forwarding/page";
import PeoplePage from "@/app/(console)/settings/people/page";
import TokensPage from "@/app/(console)/settings/tokens/page";
import AdoptPage from "@/app/(console)/site-configs/adopt/page";
import { signIn } from "@/app/api/_hostile/console";
import { db } from "@/lib/db";
import { storeAdministrator } from "@/lib/services/hostile-world";
import { eventsOf } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";

/** Next.js keeps the request's headers in a context of its own, which only its server makes: this stands in for it. */
const current = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => current.headers }));

withTestDatabase();

let cookie = "";
beforeAll(async () => {
  const { id, email } = await storeAdministrator("vera");
  cookie = await signIn(email);
  await db().person.update({ where: { id }, data: { role: "viewer" } });
});

type Page = (props: { params: Promise<object>; searchParams: Promise<object> }) => unknown;
const PAGES: [path: string, page: Page][] = [
  ["/audit", AuditPage as Page],
  ["/settings/people", PeoplePage as Page],
  ["/settings/tokens", TokensPage as Page],
  ["/settings/forwarding", ForwardingPage as Page],
  ["/certificates/import", ImportPage as Page],
  ["/certificates/renew", RenewPage as Page],
  ["/site-configs/adopt", AdoptPage as Page],
];
/** It needs to be told what is pushed; who may not push is told so first. */
const PUSH: (typeof PAGES)[number] = ["/deployments/new", NewDeploymentPage as Page];
const props = { params: Promise.resolve({}), searchParams: Promise.resolve({}) };

/** Renders what stands under Suspense, and the refusal that it answers with. */
async function visit(page: Page, path: string, headers: Record<string, string> = {}): Promise<boolean> {
  current.headers = new Headers({ cookie, "x-certmap-path": path, ...headers });
  const inner = suspended(page(props));
  const answer: unknown = await (inner.type as (props: unknown) => unknown)(inner.props);
  if (!isValidElement(answer) || answer.type !== Refused) return false;
  await Refused(answer.props as Parameters<typeof Refused>[0]);
  return true;
}

function suspended(node: unknown): ReactElement {
  const nodes = [node];
  for (let at = nodes.pop(); at !== undefined; at = nodes.pop()) {
    if (Array.isArray(at)) nodes.push(...at);
    if (!isValidElement<{ children?: unknown }>(at)) continue;
    if (at.type === Suspense) return at.props.children as ReactElement;
    nodes.push(at.props.children);
  }
  throw new Error("The page has no Suspense.");
}

const refusals = async () =>
  (await eventsOf("person.refused")).map(({ nounId, actorName }) => [actorName, nounId]);

describe("a page that the role may not see", () => {
  it.each([...PAGES, PUSH])("%s: is refused, and that is one event in a minute", async (path, page) => {
    const before = await refusals();
    expect(await visit(page, path)).toBe(true);
    expect(await visit(page, path)).toBe(true);
    expect(await refusals()).toEqual([...before, ["vera", `GET ${path}`]]);
  });

  it("is no event where the browser only looks ahead", async () => {
    await db().person.updateMany({ data: { role: "editor" } });
    const before = await refusals();
    expect(await visit(AuditPage as Page, "/audit-ahead", { "next-router-prefetch": "1" })).toBe(true);
    expect(await refusals()).toEqual(before);
  });

  it("is none where it is seen", async () => {
    await db().person.updateMany({ data: { role: "administrator" } });
    const before = await refusals();
    for (const [path, page] of PAGES) expect(await visit(page, `${path}-seen`)).toBe(false);
    expect(await refusals()).toEqual(before);
  });
});
