import { z } from "zod";
import { findingSchema } from "@/lib/api/findings";
import { mappingListSchema } from "@/lib/api/mapping-list";
import { instant } from "@/lib/api/page";
import { CRITERIA_LIMIT } from "@/lib/iis/certificate-rules";
import { subFieldOid } from "@/lib/iis/runtime-facts";
import { CERTIFICATE_FIELDS, PERMISSION_MODES } from "@/lib/iis/site-config";
import { isRepresentable } from "@/lib/iis/write-check";

const text = (most: number) =>
  z
    .string()
    .max(most, `At most ${most.toLocaleString("en")} characters.`)
    .refine(isRepresentable, "There is a character that the configuration file cannot hold. Remove it.");

const DOTTED_OID = /^[0-2](\.(0|[1-9]\d*))+$/;

/** Stricter than IIS, which takes a rule that can never match without a word. */
export const ruleInputSchema = z.strictObject({
  certificateField: z.enum(CERTIFICATE_FIELDS, "Choose Subject or Issuer."),
  certificateSubField: text(128).superRefine((subField, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    if (subField === "") return refuse("Choose a subfield.");
    if (subFieldOid(subField) === null)
      return refuse(
        `IIS does not know ${JSON.stringify(subField)}: choose a name from the list, or write a dotted OID.`,
      );
    if (/^\d/.test(subField) && !DOTTED_OID.test(subField))
      refuse("Write the OID as digits and dots, such as 2.5.4.5.");
  }),
  matchCriteria: text(CRITERIA_LIMIT).min(1, "Enter the value that certificates have, or * for any."),
  compareCaseSensitive: z.boolean(),
});

const RULES_LIMIT = 100;

const rulesSchema = z
  .array(ruleInputSchema)
  .max(RULES_LIMIT, `A mapping has at most ${RULES_LIMIT} rules.`)
  .superRefine((rules, context) => {
    const seen = new Set<string>();
    rules.forEach((rule, index) => {
      const key = JSON.stringify(Object.values(rule));
      if (seen.has(key))
        context.addIssue({
          code: "custom",
          path: [index, "matchCriteria"],
          message: "This rule is there already. IIS refuses the same one twice.",
        });
      seen.add(key);
    });
  });

const fields = {
  name: text(256).trim().min(1, "Enter a name: IIS needs one, and each only once."),
  description: text(1000).trim(),
  enabled: z.boolean(),
  permissionMode: z.enum(PERMISSION_MODES, "Choose Allow or Deny."),
  accountId: z.uuid("Choose an account.").nullable(),
  rules: rulesSchema,
};

export const ACCOUNT_NEEDED = "Choose an account: a mapping that allows logs its holders on as one.";

export const addManyToOneSchema = z
  .strictObject({
    ...fields,
    description: fields.description.default(""),
    enabled: fields.enabled.default(true),
    /** The mapping that it goes in front of; null: it goes last. */
    before: z.uuid("Choose a mapping.").nullable().default(null),
  })
  .refine(({ permissionMode, accountId }) => permissionMode === "Deny" || accountId !== null, {
    path: ["accountId"],
    message: ACCOUNT_NEEDED,
  });
/** Whether an Allow has an account is checked with what is stored. */
export const updateManyToOneSchema = z.strictObject(fields).partial();
/** Every mapping of the draft once, first to last. */
export const orderSchema = z.strictObject({ order: z.array(z.uuid()).max(20_000) });

export const manyToOneItemSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  permissionMode: z.enum(PERMISSION_MODES),
  /** Null only where it denies. */
  account: z.object({ id: z.uuid(), userName: z.string(), hasPassword: z.boolean() }).nullable(),
  rules: z.array(
    z.object({
      certificateField: z.enum(CERTIFICATE_FIELDS),
      certificateSubField: z.string(),
      matchCriteria: z.string(),
      compareCaseSensitive: z.boolean(),
    }),
  ),
  createdAt: instant,
  createdBy: z.string(),
});
/** The whole list in the order in which IIS goes through it, and the version of the draft that it belongs to. */
export const manyToOneListSchema = z.object({
  version: z.number().int(),
  items: z.array(manyToOneItemSchema),
});

/** `POST site-configs/{id}/many-to-one-mappings/matches`: a mapping as it is being typed. It changes nothing. */
export const matchQuestionSchema = z.strictObject({
  /** The mapping that is being changed; null: a new one. */
  mappingId: z.uuid().nullable(),
  /** For a new one: the mapping that it would go in front of; null: last. */
  before: z.uuid().nullable().default(null),
  name: z.string().max(256),
  permissionMode: z.enum(PERMISSION_MODES),
  userName: z.string().max(256).nullable(),
  /** As typed: an unfinished rule is a question too, it matches nothing. */
  rules: z
    .array(
      ruleInputSchema.extend({
        certificateSubField: z.string().max(128),
        matchCriteria: z.string().max(CRITERIA_LIMIT),
      }),
    )
    .max(RULES_LIMIT),
});

/** So many of the newest certificates are looked through. */
export const MATCH_LIMIT = 100_000;
/** So many certificates and mappings are named; the rest is counted. */
export const NAMED_LIMIT = 10;

const takerSchema = z.object({
  list: mappingListSchema,
  /** Its place in the list, from 0, with the mapping in question in its place. */
  index: z.number().int(),
  name: z.string(),
  permissionMode: z.enum(PERMISSION_MODES),
  account: z.string().nullable(),
});
export const matchesSchema = z.object({
  /** How many certificates are stored, and how many of them were looked through. */
  stored: z.number().int(),
  looked: z.number().int(),
  /** How many meet all rules, and for how many of those this mapping decides. */
  matches: z.number().int(),
  decides: z.number().int(),
  /** What decides before it, the one that takes most first. */
  takers: z.array(takerSchema.extend({ count: z.number().int() })),
  /** Some that match, the ones that it decides first. `taker` null: this mapping. */
  certificates: z.array(
    z.object({
      id: z.uuid(),
      displayName: z.string(),
      notAfter: instant,
      taker: takerSchema.nullable(),
    }),
  ),
  /** What the linter says about this mapping. */
  findings: z.array(findingSchema),
});

export type AddManyToOne = z.input<typeof addManyToOneSchema>;
export type UpdateManyToOne = z.infer<typeof updateManyToOneSchema>;
export type ManyToOneItem = z.infer<typeof manyToOneItemSchema>;
export type ManyToOneList = z.infer<typeof manyToOneListSchema>;
export type MatchQuestion = z.infer<typeof matchQuestionSchema>;
export type Matches = z.infer<typeof matchesSchema>;
export type Taker = z.infer<typeof takerSchema>;
