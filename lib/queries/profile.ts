import { startRegistration } from "@simplewebauthn/browser";
import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { type ChangePassword, type Profile, profileSchema, totpSecretSchema } from "@/lib/api/profile";
import { askBrowser } from "@/lib/queries/ask-browser";
import { request, send } from "@/lib/queries/request";

const PATH = "/api/v1/profile";

export const profileQueries = {
  own: (initialData?: Profile) =>
    queryOptions({
      queryKey: ["profile"],
      queryFn: ({ signal }) => request(profileSchema, PATH, { signal }),
      initialData,
    }),
};

export const profileMutations = {
  changePassword: () =>
    mutationOptions({
      mutationFn: async (body: ChangePassword) => {
        await send(`${PATH}/password`, { method: "PUT", body });
      },
      gcTime: 0,
    }),
  /** The secret is shown once and not remembered. */
  startTotp: () =>
    mutationOptions({
      mutationFn: (password: string) =>
        request(totpSecretSchema, `${PATH}/totp`, { method: "POST", body: { password } }),
      gcTime: 0,
      meta: { readsOnly: true },
    }),
  confirmTotp: () =>
    mutationOptions({
      mutationFn: async (code: string) => {
        await send(`${PATH}/totp`, { method: "PUT", body: { code } });
      },
    }),
  removeTotp: () =>
    mutationOptions({
      mutationFn: async (password: string) => {
        await send(`${PATH}/totp`, { method: "DELETE", body: { password } });
      },
      gcTime: 0,
    }),
  addPasskey: () =>
    mutationOptions({
      mutationFn: async (name: string) => {
        const asked = await send("/api/auth/passkey/generate-register-options");
        const optionsJSON = await asked.json();
        const response = await askBrowser(() => startRegistration({ optionsJSON }));
        await send("/api/auth/passkey/verify-registration", { method: "POST", body: { response, name } });
      },
    }),
  removePasskey: () =>
    mutationOptions({
      mutationFn: async (id: string) => {
        await send(`${PATH}/passkeys/${encodeURIComponent(id)}`, { method: "DELETE" });
      },
    }),
  endSession: () =>
    mutationOptions({
      mutationFn: async (id: string) => {
        await send(`${PATH}/sessions/${encodeURIComponent(id)}`, { method: "DELETE" });
      },
    }),
};
