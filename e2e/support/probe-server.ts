import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { parseApplicationHost, readEffective, readFacts } from "@/lib/iis/read";
import { certificate, keyFile, toPemText } from "@/lib/pki/fixtures/openssl";

/** `honest` does as the file says; `lets-in` answers 200 whatever it says, as an IIS that has not taken a change up. */
type Behaviour = "honest" | "lets-in";

/**
 * A small TLS server that stands for the IIS whose applicationHost.config it reads at each request: the site is the one whose binding has
 * the host name of the request, else `site`. Pass its `url` to the agent as `--probe-url`.
 */
export class ProbeServer {
  behaviour: Behaviour = "honest";
  /** Host names asked for, in order. */
  readonly asked: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(configFile: string, site = ""): Promise<ProbeServer> {
    const cert = toPemText(certificate({ key: "p256", subject: "/CN=probe" }));
    const server = createServer({ key: readFileSync(keyFile("p256")), cert });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const made = new ProbeServer(server, `https://127.0.0.1:${port}`);
    server.on("request", (request, response) => {
      const host = (request.headers.host ?? "").toLowerCase();
      made.asked.push(host);
      const { status, substatus } = made.answer(configFile, host.replace(/:\d+$/, ""), site);
      const code = substatus === 0 ? `${status}` : `${status}.${substatus}`;
      response.writeHead(status, { "content-type": "text/html" }).end(`<h2>HTTP ${code}</h2>`);
    });
    return made;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(configFile: string, host: string, site: string): { status: number; substatus: number } {
    if (this.behaviour === "lets-in") return { status: 200, substatus: 0 };
    const file = parseApplicationHost(readFileSync(configFile));
    if (!file.ok) return { status: 500, substatus: 19 };
    const named = readFacts(file.value).sites.find(({ bindings }) =>
      bindings.some(
        ({ bindingInformation }) => host !== "" && bindingInformation.toLowerCase().endsWith(`:${host}`),
      ),
    );
    const effective = readEffective(file.value, named?.name ?? site);
    if (!effective.ok) return { status: 500, substatus: 19 };
    const { access, anonymousAuthentication } = effective.value.config;
    if (access?.sslFlags.includes("SslRequireCert")) return { status: 403, substatus: 7 };
    return anonymousAuthentication?.enabled ? { status: 200, substatus: 0 } : { status: 401, substatus: 2 };
  }
}
