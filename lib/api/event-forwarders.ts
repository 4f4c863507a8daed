import { z } from "zod";
import { instant } from "@/lib/api/page";

export const FORWARDER_KINDS = ["syslog-tls", "syslog-tcp", "webhook"] as const;
export type ForwarderKind = (typeof FORWARDER_KINDS)[number];

const name = z.string().trim().min(1, "Enter a name.").max(100, "At most 100 characters.");
/** From now on, or everything that there is. */
const from = z.enum(["now", "start"]).default("now");
const host = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9.:_-]{1,253}$/, "Enter a host name or an address, such as siem.example.com.");
const port = z.number("Enter a port.").int().min(1, "From 1 to 65535.").max(65_535, "From 1 to 65535.");
const PEM = /^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/;

export const createForwarderSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("syslog-tls"),
    ...{ name, from, host, port },
    /** Who signs the receiver's certificate; absent: the authorities that Node.js knows. */
    caPem: z
      .string()
      .trim()
      .max(100_000, "That is no certificate of an authority.")
      .regex(PEM, "Paste the certificate of the authority as PEM text.")
      .optional(),
  }),
  z.strictObject({ kind: z.literal("syslog-tcp"), ...{ name, from, host, port } }),
  z.strictObject({
    kind: z.literal("webhook"),
    ...{ name, from },
    url: z
      .url({ protocol: /^https?$/, error: "Enter an address that begins with https://." })
      .max(2_000, "At most 2,000 characters.")
      .refine(
        isSafe,
        "The address must begin with https:// unless it is on this machine, and have no password in it.",
      ),
  }),
]);
export type CreateForwarder = z.input<typeof createForwarderSchema>;
export const updateForwarderSchema = z.strictObject({ enabled: z.boolean() });

export const forwarderSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(FORWARDER_KINDS),
  /** Where to, as people write it. */
  address: z.string(),
  enabled: z.boolean(),
  /** The last event that arrived there, and how many wait. */
  upTo: z.number().int(),
  waiting: z.number().int(),
  lastSentAt: instant.nullable(),
  /** Of the last try, when it failed; and when it is tried again. */
  lastError: z.string().nullable(),
  nextAttemptAt: instant.nullable(),
  createdAt: instant,
  createdBy: z.string(),
});
export type Forwarder = z.infer<typeof forwarderSchema>;
export const forwarderListSchema = z.object({ items: z.array(forwarderSchema) });
/** `secret`: what a webhook's receiver checks signatures with. Shown this once. */
export const forwarderMadeSchema = z.object({ forwarder: forwarderSchema, secret: z.string().nullable() });
export type ForwarderMade = z.infer<typeof forwarderMadeSchema>;

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
