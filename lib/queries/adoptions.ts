import { mutationOptions } from "@tanstack/react-query";
import { type Adopt, adoptionSchema } from "@/lib/api/adoptions";
import { request } from "@/lib/queries/request";

const PATH = "/api/v1/adoptions";

export const adoptionMutations = {
  /** What would happen. */
  plan: () =>
    mutationOptions({
      mutationFn: (body: Omit<Adopt, "dryRun">) =>
        request(adoptionSchema, PATH, { method: "POST", body: { ...body, dryRun: true } }),
      meta: { readsOnly: true },
    }),
  run: () =>
    mutationOptions({
      mutationFn: (body: Omit<Adopt, "dryRun">) =>
        request(adoptionSchema, PATH, { method: "POST", body: { ...body, dryRun: false } }),
    }),
};
