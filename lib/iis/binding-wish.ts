import { z } from "zod";
import { bindingKeySchema, type TlsRecord } from "@/lib/iis/inventory";

/**
 * What a target wants of one http.sys record, the key as the inventory has it. Only these three may be set from the console; a member that is
 * absent stays as it is on the server. `ctlStore` "" takes the store away.
 */
export const bindingWishSchema = z
  .strictObject({
    key: bindingKeySchema,
    dsMapper: z.boolean().optional(),
    negotiateClientCertificate: z.boolean().optional(),
    ctlStore: z.string().max(256).optional(),
  })
  .refine(
    ({ dsMapper, negotiateClientCertificate, ctlStore }) =>
      dsMapper !== undefined || negotiateClientCertificate !== undefined || ctlStore !== undefined,
    { error: "Say what the binding shall have: dsMapper, negotiateClientCertificate or ctlStore." },
  );
export const bindingWishesSchema = z
  .array(bindingWishSchema)
  .max(100)
  .refine((wishes) => new Set(wishes.map(({ key }) => key.toLowerCase())).size === wishes.length, {
    error: "A binding is named twice.",
  });
export type BindingWish = z.infer<typeof bindingWishSchema>;

/** Does http.sys have what is wished for? */
export function isMet(
  { key, dsMapper, negotiateClientCertificate, ctlStore }: BindingWish,
  records: readonly TlsRecord[],
): boolean {
  const record = records.find((each) => each.key.toLowerCase() === key.toLowerCase());
  return (
    record !== undefined &&
    (dsMapper ?? record.dsMapper) === record.dsMapper &&
    (negotiateClientCertificate ?? record.negotiateClientCertificate) === record.negotiateClientCertificate &&
    (ctlStore ?? record.ctlStore) === record.ctlStore
  );
}
