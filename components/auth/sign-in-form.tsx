"use client";

import { Button, Divider, PasswordInput, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { IconFingerprint } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { AuthCard } from "@/components/auth/auth-card";
import { CodeForm } from "@/components/auth/code-form";
import { usePasskeys } from "@/components/auth/use-passkeys";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { type SignIn, signInSchema } from "@/lib/api/setup";
import { sessionMutations } from "@/lib/queries/session";

/** `next` is a path of this console; the page has checked it. */
export function SignInForm({ next }: { next: string }) {
  const signIn = useMutation(sessionMutations.signIn());
  const passkey = useMutation(sessionMutations.signInWithPasskey());
  const support = usePasskeys();
  const [codeAsked, setCodeAsked] = useState(false);
  const form = useForm<SignIn>({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: schemaResolver(signInSchema, { sync: true }),
  });
  // A whole new page: what was read as nobody is not kept.
  const enter = () => window.location.assign(next);
  const busy = signIn.isPending || (signIn.isSuccess && !signIn.data);
  if (codeAsked) {
    return (
      <CodeForm
        onEnter={enter}
        onBack={() => {
          signIn.reset();
          setCodeAsked(false);
        }}
      />
    );
  }
  const problem = signIn.error ?? passkey.error;
  return (
    <AuthCard title="Sign in" lead="Use your e-mail address and password.">
      <form
        noValidate
        onSubmit={form.onSubmit((values) => {
          passkey.reset();
          signIn.mutate(values, { onSuccess: (asked) => (asked ? setCodeAsked(true) : enter()) });
        })}
      >
        <Stack gap="md">
          <TextInput
            label="E-mail address"
            type="email"
            autoComplete="username"
            autoFocus
            key={form.key("email")}
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
            key={form.key("password")}
            {...form.getInputProps("password")}
          />
          {problem && <ProblemAlert problem={problem} />}
          <Button type="submit" loading={busy}>
            Sign in
          </Button>
          {support === "yes" && (
            <>
              <Divider label="or" />
              <Button
                variant="default"
                leftSection={<IconFingerprint size={16} aria-hidden />}
                loading={passkey.isPending || passkey.isSuccess}
                onClick={() => {
                  signIn.reset();
                  passkey.mutate(undefined, { onSuccess: enter });
                }}
              >
                Use a passkey
              </Button>
            </>
          )}
        </Stack>
      </form>
    </AuthCard>
  );
}
