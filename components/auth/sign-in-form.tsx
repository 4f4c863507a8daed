"use client";

import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { AuthCard } from "@/components/auth/auth-card";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { type SignIn, signInSchema } from "@/lib/api/setup";
import { sessionMutations } from "@/lib/queries/session";

/** `next` is a path of this console; the page has checked it. */
export function SignInForm({ next }: { next: string }) {
  const signIn = useMutation(sessionMutations.signIn());
  const form = useForm<SignIn>({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: schemaResolver(signInSchema, { sync: true }),
  });
  // A whole new page: what was read as nobody is not kept.
  const onSuccess = () => window.location.assign(next);
  const busy = signIn.isPending || signIn.isSuccess;
  return (
    <AuthCard title="Sign in" lead="Use your e-mail address and password.">
      <form noValidate onSubmit={form.onSubmit((values) => signIn.mutate(values, { onSuccess }))}>
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
          {signIn.error && <ProblemAlert problem={signIn.error} />}
          <Button type="submit" loading={busy}>
            Sign in
          </Button>
        </Stack>
      </form>
    </AuthCard>
  );
}
