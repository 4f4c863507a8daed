import { startAuthentication } from "@simplewebauthn/browser";
import { mutationOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { RedeemPersonLink } from "@/lib/api/people";
import type { Setup, SignIn } from "@/lib/api/setup";
import { ApiError } from "@/lib/queries/api-error";
import { askBrowser } from "@/lib/queries/ask-browser";
import { request, send } from "@/lib/queries/request";

const signInAnswerSchema = z.object({ twoFactorRedirect: z.boolean().optional() });

export const sessionMutations = {
  /** Answers whether a code of the authenticator app is still to come. */
  signIn: () =>
    mutationOptions({
      mutationFn: async (body: SignIn) =>
        (await request(signInAnswerSchema, "/api/auth/sign-in/email", { method: "POST", body }))
          .twoFactorRedirect === true,
      gcTime: 0,
      meta: { readsOnly: true },
    }),
  /** The second step: a code of the app, or a recovery code, each of which works once. */
  verifyCode: () =>
    mutationOptions({
      mutationFn: async ({ code, recovery }: { code: string; recovery: boolean }) => {
        const path = `/api/auth/two-factor/${recovery ? "verify-backup-code" : "verify-totp"}`;
        try {
          await send(path, { method: "POST", body: { code } });
        } catch (error) {
          if (error instanceof ApiError && error.code === "sign-in-refused" && error.status === 401)
            throw ApiError.of(
              "code-wrong",
              "The code is not right, or its time is over. Try the next one, or begin again.",
            );
          throw error;
        }
      },
      gcTime: 0,
      meta: { readsOnly: true },
    }),
  signInWithPasskey: () =>
    mutationOptions({
      mutationFn: async () => {
        const optionsJSON = await (await send("/api/auth/passkey/generate-authenticate-options")).json();
        const response = await askBrowser(() => startAuthentication({ optionsJSON }));
        try {
          await send("/api/auth/passkey/verify-authentication", { method: "POST", body: { response } });
        } catch (error) {
          if (error instanceof ApiError && error.code === "sign-in-refused" && error.status === 401)
            throw ApiError.of(
              "sign-in-refused",
              "This passkey signs nobody in here. It may have been removed.",
            );
          throw error;
        }
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
  /** Sets a password with a one-time link; nobody is signed in by that. */
  redeemLink: () =>
    mutationOptions({
      mutationFn: async (body: RedeemPersonLink) => {
        await send("/api/v1/person-links", { method: "POST", body });
      },
      gcTime: 0,
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
