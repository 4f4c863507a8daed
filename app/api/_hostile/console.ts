/** The real route handlers, asked as Next.js asks them. Only tests import this file. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { METHODS, type Method } from "@/app/api/_openapi/operation";
import { auth } from "@/lib/auth/auth";
import { env } from "@/lib/env";
import { PASSWORD, storeAdministrator, type World } from "@/lib/services/hostile-world";

export const SOME_ID = "0190a000-0000-7000-8000-000000000000";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
export interface Route {
  /** `POST /api/v1/accounts/[id]` */
  name: string;
  method: Method;
  path: string;
  handler: Handler;
}

const folder = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Every route of a folder of app/api, as its files have them. */
export async function routesOf(under: "v1" | "agent" | "auth" | "health"): Promise<Route[]> {
  const found: Route[] = [];
  for (const file of readdirSync(join(folder, under), { recursive: true, encoding: "utf8" })) {
    if (!/(^|\/)route\.ts$/.test(file)) continue;
    const module: Partial<Record<Method, Handler>> = await import(
      /* @vite-ignore */ pathToFileURL(join(folder, under, file)).href
    );
    const path = join("/api", under, dirname(file)).replace(/\/\.?$/, "");
    for (const method of METHODS) {
      const handler = module[method];
      if (handler) found.push({ name: `${method} ${path}`, method, path, handler });
    }
  }
  return found;
}

export interface Ask {
  params?: Record<string, string>;
  query?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
}

/** Asks a route as Next.js would; `current` stands for the headers that Next.js keeps for the request. */
export async function ask(current: { headers: Headers }, route: Route, asked: Ask): Promise<Response> {
  const { params = {}, query = "", headers = {}, body } = asked;
  const path = route.path.replaceAll(/\[(\w+)\]/g, (_, name) => encodeURIComponent(params[name] ?? SOME_ID));
  const given = { origin: env().publicUrl, ...headers };
  // "" is none: a browser says nothing then.
  const all = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  current.headers = new Headers(all);
  const url = `${env().publicUrl}${path}${query}`;
  const signal = AbortSignal.timeout(120_000);
  const request = new Request(url, {
    method: route.method,
    headers: all,
    signal,
    ...(body && { body, duplex: "half" }),
  } as RequestInit);
  return route.handler(request, { params: Promise.resolve(params) });
}

/** A new administrator's cookie: each actor may ask only so often. */
export async function newAdministrator(name: string): Promise<string> {
  return signIn((await storeAdministrator(name)).email);
}

let addresses = 0;
export async function signIn(email: string, headers: Record<string, string> = {}): Promise<string> {
  const address = `198.51.${++addresses >> 8}.${addresses & 255}`;
  const request = new Request(`${env().publicUrl}/api/auth/sign-in/email`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: env().publicUrl,
      "x-forwarded-for": address,
      ...headers,
    },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  return cookieOf(await auth().handler(request));
}

/** `name=value` of the session's cookie, "" where there is none. */
export function cookieOf(response: Response): string {
  const cookies = response.headers.getSetCookie().map((each) => each.split(";")[0] ?? "");
  return cookies.find((each) => each.includes("session_token") && !each.endsWith("=")) ?? "";
}

/** What a route's address names. */
export function paramsOf(route: Route, { ids, mappingIds }: World): Record<string, string> {
  const noun = route.path.split("/")[3] ?? "";
  const mappingId = route.path.includes("many-to-one") ? mappingIds.manyToOne : mappingIds.oneToOne;
  return { id: ids[noun] ?? SOME_ID, number: "1", testId: SOME_ID, key: SOME_ID, mappingId };
}
