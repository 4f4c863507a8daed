/** The public API on a port of its own: the real routes behind a real socket. Only tests import this file. */
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

type Route = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

interface Entry {
  path: RegExp;
  file: string;
}

const folder = join(dirname(fileURLToPath(import.meta.url)), "v1");
const entries: Entry[] = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => basename(file) === "route.ts")
  .map((file) => ({
    path: new RegExp(`^/api/v1/${dirname(file).replaceAll(/\[(\w+)\]/g, "(?<$1>[^/]+)")}$`),
    file: pathToFileURL(join(folder, file)).href,
  }))
  // A name before a parameter at the same place, as Next.js has it.
  .sort((a, b) => a.path.source.split("(").length - b.path.source.split("(").length);

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  for (const { path, file } of entries) {
    const found = path.exec(pathname);
    if (found === null) continue;
    const module: Partial<Record<string, Route>> = await import(/* @vite-ignore */ file);
    const route = module[request.method];
    return route
      ? route(request, { params: Promise.resolve({ ...found.groups }) })
      : new Response(null, { status: 405 });
  }
  return new Response("not here", { status: 404 });
}

/** Its address, and how to close it. */
export async function startTestConsole(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const headers = new Headers(Object.entries(incoming.headers).map(([key, value]) => [key, String(value)]));
    const { method = "GET", url = "/" } = incoming;
    const body = method === "GET" ? undefined : Buffer.concat(chunks);
    const response = await answer(
      new Request(`http://${incoming.headers.host}${url}`, { method, headers, body }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
