import { mutationOptions } from "@tanstack/react-query";
import type { Setup, SignIn } from "@/lib/api/setup";
import { send } from "@/lib/queries/request";

export const sessionMutations = {
  signIn: () =>
    mutationOptions({
      mutationFn: async (body: SignIn) => {
        await send("/api/auth/sign-in/email", { method: "POST", body });
      },
      gcTime: 0,
      meta: { readsOnly: true },
    }),
  signOut: () =>
    mutationOptions({
      mutationFn: async () => {
        await send("/api/auth/sign-out", { method: "POST", body: {} });
      },
      meta: { readsOnly: true },
    }),
  /** Makes the first administrator; who has done so is signed in. */
  setUp: () =>
    mutationOptions({
      mutationFn: async (body: Setup) => {
        await send("/api/v1/setup", { method: "POST", body });
      },
      gcTime: 0,
      meta: { readsOnly: true },
    }),
};
