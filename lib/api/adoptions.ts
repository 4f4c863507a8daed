import { z } from "zod";
import { digestSchema } from "@/lib/api/page";
import { exportedTestsSchema } from "@/lib/api/site-config-export";
import { siteConfigNameSchema } from "@/lib/api/site-configs";
import { siteConfigSchema } from "@/lib/iis/site-config";

/** 10,000 certificates are about 20 MiB of base64; a body above this is refused with `body-too-large`. */
export const ADOPTION_LIMIT = 64 * 1024 * 1024;
/** Longer lists are counted and not sent. */
export const ADOPTION_LISTED = 100;

/** One site config to be made, of one scope or of several that are alike. */
const wanted = {
  name: siteConfigNameSchema,
  /** Where it was found; none for an import of our own JSON. */
  scopes: z.array(z.string().max(260)).max(10_000),
};

/** `POST adoptions`. Whatever the source, no password is part of it. */
export const adoptSchema = z.strictObject({
  /** Say what would happen and change nothing. */
  dryRun: z.boolean(),
  /** The `plan` of the dry run that the person saw: when something else would happen by now, nothing does. */
  plan: digestSchema.optional(),
  /** Publish what is made as revision 1. Needed for a server's targets to be compared. */
  publish: z.boolean().default(true),
  source: z.discriminatedUnion("kind", [
    /** Read by the caller: configuration files, or an export of site configs. */
    z.strictObject({
      kind: z.literal("file"),
      name: z.string().trim().min(1, "Name the file.").max(255),
      siteConfigs: z
        .array(
          z.strictObject({ ...wanted, config: siteConfigSchema, savedTests: exportedTestsSchema.optional() }),
        )
        .min(1, "Choose at least one scope.")
        .max(10_000),
    }),
    /** What a server last reported. */
    z.strictObject({
      kind: z.literal("report"),
      serverId: z.uuid("Choose a server."),
      siteConfigs: z
        .array(z.strictObject({ ...wanted, scopes: wanted.scopes.min(1, "Choose at least one scope.") }))
        .min(1, "Choose at least one scope.")
        .max(10_000),
    }),
  ]),
});

export const ADOPTION_OUTCOMES = ["create", "same", "refused"] as const;
const problemSchema = z.object({ code: z.string(), message: z.string() });
const counted = <Item extends z.ZodType>(item: Item) =>
  z.object({ total: z.number().int(), items: z.array(item) });

/** What becomes, or became, of one wanted site config. */
export const adoptedSchema = z.object({
  name: z.string(),
  scopes: z.array(z.string()),
  /** `same`: it is there already and says the same. */
  outcome: z.enum(ADOPTION_OUTCOMES),
  /** Of the site config that is there; null before it is made, and where it is refused. */
  id: z.uuid().nullable(),
  /** Why it is refused. */
  reason: problemSchema.nullable(),
  /** A name that would be taken, where the one asked for is somebody else's. */
  freeName: z.string().nullable(),
  oneToOne: z.number().int(),
  manyToOne: z.number().int(),
  /** Entries that cannot be stored, each with its reason. They stay on the server. */
  notTaken: counted(problemSchema),
  /** What a push would change on what was found, in words; nothing for a whole adoption. */
  changes: counted(z.string()),
  /** Places on the server that belong, or will belong, to the site config. */
  targets: z.array(
    z.object({ scope: z.string(), outcome: z.enum(["link", "linked", "not-allowed"]), inSync: z.boolean() }),
  ),
});

/** The same answer for the dry run and for the run. */
export const adoptionSchema = z.object({
  /** Of everything below but the ids; send it back with the run. */
  plan: digestSchema,
  siteConfigs: z.array(adoptedSchema),
  certificates: z.object({
    created: counted(z.object({ sha256: digestSchema, name: z.string() })),
    matched: z.number().int(),
  }),
  accounts: z.object({ created: counted(z.string()), matched: counted(z.string()) }),
});

export type Adopt = z.input<typeof adoptSchema>;
export type AdoptSource = z.output<typeof adoptSchema>["source"];
export type Adopted = z.infer<typeof adoptedSchema>;
export type Adoption = z.infer<typeof adoptionSchema>;
