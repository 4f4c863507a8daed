"use client";

import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { AuthCard } from "@/components/auth/auth-card";
import { useHashToken } from "@/components/auth/use-hash-token";
import { AppLink } from "@/components/ui/app-link";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { redeemPersonLinkSchema } from "@/lib/api/people";
import { PERSON_PASSWORD_LENGTH } from "@/lib/api/setup";
import { sessionMutations } from "@/lib/queries/session";

const FIELDS = ["password"] as const;

/** A first or a new password, by a one-time link. */
export function NewPasswordForm() {
  const token = useHashToken();
  const redeem = useMutation(sessionMutations.redeemLink());
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "" },
    validate: schemaResolver(redeemPersonLinkSchema.pick({ password: true }), { sync: true }),
  });
  if (token === null) {
    return (
      <AuthCard title="Set a password" lead="This page needs a one-time link.">
        <Text size="sm">An administrator makes it for you, under Settings, People. It works once.</Text>
      </AuthCard>
    );
  }
  if (redeem.isSuccess) {
    return (
      <AuthCard title="Your password is set" lead="Now sign in with it.">
        <Button component={AppLink} href="/sign-in" fullWidth>
          Go to the sign-in
        </Button>
      </AuthCard>
    );
  }
  const placed = Object.keys(fieldErrors(redeem.error, FIELDS)).length > 0;
  return (
    <AuthCard
      title="Set a password"
      lead="If you had an authenticator app or passkeys here, they are removed, and all your sessions end."
    >
      <form
        noValidate
        onSubmit={form.onSubmit(({ password }) =>
          redeem.mutate(
            { token, password },
            { onError: (error) => form.setErrors(fieldErrors(error, FIELDS)) },
          ),
        )}
      >
        <Stack gap="md">
          <PasswordInput
            label="New password"
            description={`At least ${PERSON_PASSWORD_LENGTH} characters. A sentence is good.`}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
            autoFocus
            key={form.key("password")}
            {...form.getInputProps("password")}
          />
          {redeem.error && !placed && <ProblemAlert problem={redeem.error} />}
          <Button type="submit" loading={redeem.isPending}>
            Set the password
          </Button>
        </Stack>
      </form>
    </AuthCard>
  );
}
