import { z } from "zod";
import { SECTION_NAMES, siteConfigSchema } from "@/lib/iis/site-config";

/** What stands in the file for an entry's password; the value itself never leaves the host. */
export const passwordStateSchema = z.strictObject({
  /** `one-to-one:<base64 certificate's SHA-256>` or `many-to-one:<name>`. */
  entry: z.string(),
  userName: z.string(),
  state: z.enum(["absent", "clear", "encrypted"]),
  provider: z.string().optional(),
});

/** One scope as the agent reads it: what is in effect (inherited values included), and which sections the scope states itself. */
export const observedSchema = z.strictObject({
  scope: z.string(),
  config: siteConfigSchema,
  stated: z.array(z.enum(SECTION_NAMES)),
  passwords: z.array(passwordStateSchema),
});

export const bindingSchema = z.strictObject({
  protocol: z.string(),
  bindingInformation: z.string(),
});

export const siteSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  bindings: z.array(bindingSchema),
});

/** A line of the file that IIS would refuse, with the error it would give. */
export const fileProblemSchema = z.strictObject({
  message: z.string(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  hresult: z.string().optional(),
});

export const inventorySchema = z.strictObject({
  sites: z.array(siteSchema),
  /** Is IISCertificateMappingAuthenticationModule in globalModules and in modules? */
  mappingModuleInstalled: z.boolean(),
  cryptoProviders: z.array(z.string()),
  observed: z.array(observedSchema),
  problems: z.array(fileProblemSchema),
  /** Set when the file could not be read at all; then the lists are empty and mean nothing. */
  unreadable: z.strictObject({ code: z.string(), message: z.string() }).optional(),
});

export type Observed = z.infer<typeof observedSchema>;
export type Inventory = z.infer<typeof inventorySchema>;
