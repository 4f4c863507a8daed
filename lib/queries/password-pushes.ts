import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type PasswordPushPlan,
  passwordPushPlanSchema,
  passwordPushSchema,
  type StartPasswordPush,
} from "@/lib/api/password-pushes";
import { request } from "@/lib/queries/request";

const path = (accountId: string) => `/api/v1/accounts/${accountId}/password-pushes`;

/** Asked once and on demand: what a person looks at while he decides must not change under him. */
export function passwordPushPlan(accountId: string, initialData: PasswordPushPlan) {
  return queryOptions({
    queryKey: ["password-pushes", accountId],
    queryFn: ({ signal }) => request(passwordPushPlanSchema, path(accountId), { signal }),
    initialData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function startPasswordPush(accountId: string) {
  return mutationOptions({
    mutationFn: (body: StartPasswordPush) =>
      request(passwordPushSchema, path(accountId), { method: "POST", body }),
  });
}
