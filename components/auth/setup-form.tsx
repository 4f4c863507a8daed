"use client";

import { Button, Code, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { AuthCard } from "@/components/auth/auth-card";
import { useHashToken } from "@/components/auth/use-hash-token";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { PERSON_PASSWORD_LENGTH, setupSchema } from "@/lib/api/setup";
import { sessionMutations } from "@/lib/queries/session";

const FIELDS = ["name", "email", "password"] as const;
const personSchema = setupSchema.omit({ token: true });

/** Makes the first administrator. */
export function SetupForm() {
  const token = useHashToken();
  const setUp = useMutation(sessionMutations.setUp());
  const signIn = useMutation(sessionMutations.signIn());
  const [done, setDone] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "", email: "", password: "" },
    validate: schemaResolver(personSchema, { sync: true }),
  });

  async function submit(person: typeof form.values) {
    try {
      if (!done) await setUp.mutateAsync({ ...person, token: token ?? "" });
      setDone(true);
    } catch (error) {
      form.setErrors(fieldErrors(error as Error, FIELDS));
      return;
    }
    const { email, password } = person;
    signIn.mutate({ email, password }, { onSuccess: () => window.location.assign("/overview") });
  }

  if (token === null) {
    return (
      <AuthCard title="Set up Certmap" lead="This page needs the one-time link.">
        <Text size="sm">
          Open the link that the terminal printed when Certmap started. It looks like <Code>/setup#…</Code>{" "}
          and works once.
        </Text>
      </AuthCard>
    );
  }
  const error = setUp.error ?? signIn.error;
  const whole = error && Object.keys(fieldErrors(error, FIELDS)).length === 0 ? error : null;
  return (
    <AuthCard title="Set up Certmap" lead="You become the first administrator. Others can be added later.">
      <form noValidate onSubmit={form.onSubmit(submit)}>
        <Stack gap="md">
          <TextInput
            label="Name"
            description="Shown beside what you change."
            autoComplete="name"
            autoFocus
            key={form.key("name")}
            {...form.getInputProps("name")}
          />
          <TextInput
            label="E-mail address"
            description="You sign in with it. Nothing is sent to it."
            type="email"
            autoComplete="username"
            key={form.key("email")}
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label="Password"
            description={`At least ${PERSON_PASSWORD_LENGTH} characters. A sentence is good.`}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
            key={form.key("password")}
            {...form.getInputProps("password")}
          />
          {whole && <ProblemAlert problem={whole} />}
          <Button type="submit" loading={setUp.isPending || signIn.isPending || signIn.isSuccess}>
            Create the administrator
          </Button>
        </Stack>
      </form>
    </AuthCard>
  );
}
