/**
 * The import table: which folder may import which. It is law, enforced by lint; `npm run import-table` writes it into
 * biome.json as one `noRestrictedImports` block per folder, and import-table.test.ts proves every cell of it.
 */

export interface RestrictedGroup {
  group: string[];
  message: string;
}

export interface ImportRule {
  /** The folder as people name it. */
  folder: string;
  includes: string[];
  patterns: RestrictedGroup[];
}

/** A folder by its alias and by any relative way to it. */
function folder(path: string): string[] {
  return [`@/${path}/**`, `../**/${path.split("/").at(-1)}/**`];
}

/** One file of lib/ by its alias and by any relative way to it. */
function libFile(name: string): string[] {
  return [`@/lib/${name}`, `@/lib/${name}.ts`, `../**/${name}`, `../**/${name}.ts`];
}

const SERVICES_EXCEPT_AUDIT = ["@/lib/services/**", "!@/lib/services/audit/**"];
const REACT = ["react", "react/**", "react-dom", "react-dom/**", "@mantine/**", "@tabler/**"];
const NEXT = ["next", "next/**"];
const TANSTACK = ["@tanstack/**"];

/** What can be forbidden: the columns of the table. `why` tells what to do instead. */
export const COLUMNS = {
  pki: {
    group: folder("lib/pki"),
    why: "Certificates reach this folder as plain values; take them as an argument.",
  },
  iis: {
    group: folder("lib/iis"),
    why: "The IIS model knows this folder's values, not the other way round.",
  },
  api: {
    group: folder("lib/api"),
    why: "The public API's schemas are for its callers; this folder works on the model itself.",
  },
  "agent-api": {
    group: folder("lib/agent-api"),
    why: "Only the agent, lib/services and app speak the agents' wire contract.",
  },
  "audit-chain": {
    group: folder("lib/audit-chain"),
    why: "Only lib/services writes the audit chain, and app and cli verify it.",
  },
  services: {
    group: folder("lib/services"),
    why: "Verbs run on the server: call them from a page or route in app, or over the API through lib/queries.",
  },
  "services of another noun": {
    group: [
      ...SERVICES_EXCEPT_AUDIT,
      "!@/lib/services/drafts/**",
      "!@/lib/services/revisions/**",
      "!@/lib/services/certificates/store",
      "!@/lib/services/certificates/stored-names",
      "../*/**",
      "!../audit/**",
      "!../drafts/**",
      "!../revisions/**",
      "!../../**",
    ],
    why: "A verb stands alone: it may use its own noun's files (./), lib/services/audit, lib/services/drafts, lib/services/revisions and the store and names of certificates. What two nouns share belongs into a pure folder.",
  },
  "services except audit": {
    group: [...SERVICES_EXCEPT_AUDIT, "../services/**", "!../services/audit/**"],
    why: "Of the services only the audit recorder is for this folder.",
  },
  queries: {
    group: folder("lib/queries"),
    why: "Queries are the browser's way to the API; call lib/services on the server.",
  },
  auth: { group: folder("lib/auth"), why: "Who acts is decided in app and handed on as an Actor." },
  secrets: {
    group: folder("lib/secrets"),
    why: "Only lib/services and lib/auth hold keys and sealed values.",
  },
  db: {
    group: [...libFile("db"), ...libFile("db-notify"), ...folder("lib/generated"), "pg", "@prisma/**"],
    why: "Only verbs in lib/services (and lib/auth, lib/secrets) talk to the database.",
  },
  env: { group: libFile("env"), why: "Settings are read on the server only; take the value as an argument." },
  components: { group: folder("components"), why: "Components are put together in app." },
  "components of a noun": {
    group: ["@/components/**", "!@/components/ui/**", "../*/**", "!../ui/**", "!../../**"],
    why: "components/ui has no domain word in it: could this ship in another product?",
  },
  app: {
    group: [...folder("app"), ...folder("scripts"), "@/bench/**", "@/e2e/**"],
    why: "Nothing imports an entry point; move what is shared into lib or components.",
  },
  programs: {
    group: [...folder("cli"), "@/agent/**"],
    why: "The agent and the command line are programs of their own; move what is shared into a pure folder.",
  },
  react: {
    group: [...REACT, ...TANSTACK],
    why: "No user interface here; it belongs into components or app.",
  },
  "react except Query": {
    group: [...REACT, ...TANSTACK, "!@tanstack/react-query"],
    why: "A query is a key and a fetch (@tanstack/react-query alone); what is seen belongs into components.",
  },
  next: { group: NEXT, why: "Only app knows Next.js." },
  "next except headers and redirect": {
    group: [...NEXT, "!next/headers", "!next/navigation"],
    why: "Of Next.js lib/auth knows the request's headers and cookies, and the way to the sign-in page.",
  },
  "next on the server": {
    group: [...NEXT, "!next/link", "!next/navigation", "!next/dynamic"],
    why: "A component may link and navigate; headers, caches and responses belong into app.",
  },
  node: {
    group: ["node:*", "node:*/**"],
    why: "This folder also runs in a browser: take bytes, times and random values as arguments.",
  },
} as const satisfies Record<string, { group: string[]; why: string }>;

export type Column = keyof typeof COLUMNS;

const SERVER_ONLY: Column[] = ["services", "auth", "secrets", "db", "env"];
const PURE: Column[] = [...SERVER_ONLY, "queries", "components", "app", "programs", "react", "next", "node"];

/** The rows of the table: what each folder may NOT import. Later rows win over earlier ones. */
export const ROWS: Record<string, Column[]> = {
  "lib/pki": ["iis", "api", "agent-api", "audit-chain", ...PURE],
  "lib/iis": ["api", "agent-api", "audit-chain", ...PURE],
  "lib/api": ["agent-api", "audit-chain", ...PURE],
  "lib/agent-api": ["pki", "api", "audit-chain", ...PURE],
  "lib/audit-chain": ["pki", "iis", "api", "agent-api", ...PURE],
  "lib/services": ["services of another noun", "queries", "components", "app", "programs", "react", "next"],
  "lib/queries": [
    "agent-api",
    "audit-chain",
    ...SERVER_ONLY,
    "components",
    "app",
    "programs",
    "react except Query",
    "next",
    "node",
  ],
  "lib/auth": [
    "pki",
    "iis",
    "agent-api",
    "audit-chain",
    "services except audit",
    "queries",
    "components",
    "app",
    "programs",
    "react",
    "next except headers and redirect",
  ],
  "lib/secrets": [
    "pki",
    "iis",
    "agent-api",
    "audit-chain",
    "services",
    "queries",
    "components",
    "app",
    "programs",
    "react",
    "next",
  ],
  components: ["agent-api", "audit-chain", ...SERVER_ONLY, "app", "programs", "next on the server", "node"],
  "components/ui": [
    ...(["pki", "iis", "api", "agent-api", "audit-chain", "queries", "components of a noun"] as const),
    ...SERVER_ONLY,
    ...(["app", "programs", "next on the server", "node"] as const),
  ],
  app: ["db", "programs"],
  agent: ["pki", "api", "audit-chain", ...SERVER_ONLY, "queries", "components", "app", "react", "next"],
  cli: ["agent-api", ...SERVER_ONLY, "queries", "components", "app", "react", "next"],
};

/** Each row as lint sees it: the files it holds for and the imports it forbids, with a message that teaches. */
export function importRules(): ImportRule[] {
  return Object.entries(ROWS).map(([name, denied]) => ({
    folder: name,
    includes: [`${name}/**`],
    patterns: denied.map((column) => ({
      group: [...COLUMNS[column].group],
      message: `${name} may not import ${column}. ${COLUMNS[column].why}`,
    })),
  }));
}
