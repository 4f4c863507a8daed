"use client";

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { AuthCard } from "@/components/auth/auth-card";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { sessionMutations } from "@/lib/queries/session";

/** The second step of a sign-in: the code of the app, or one of the recovery codes. */
export function CodeForm({ onEnter, onBack }: { onEnter: () => void; onBack: () => void }) {
  const verify = useMutation(sessionMutations.verifyCode());
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (verify.isPending || verify.isSuccess || code.trim() === "") return;
    verify.mutate({ code: code.trim(), recovery }, { onSuccess: onEnter });
  }
  return (
    <AuthCard
      title="One more step"
      lead={recovery ? "Each recovery code works once." : "Open your authenticator app."}
    >
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            key={String(recovery)}
            label={recovery ? "Recovery code" : "Code of six digits"}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="one-time-code"
            inputMode={recovery ? "text" : "numeric"}
            spellCheck={false}
            autoFocus
          />
          {verify.error && <ProblemAlert problem={verify.error} />}
          <Button type="submit" loading={verify.isPending || verify.isSuccess}>
            Sign in
          </Button>
          <Group justify="space-between">
            <Button variant="subtle" size="compact-sm" onClick={onBack}>
              Begin again
            </Button>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                verify.reset();
                setCode("");
                setRecovery(!recovery);
              }}
            >
              {recovery ? "Use the app" : "Use a recovery code"}
            </Button>
          </Group>
        </Stack>
      </form>
    </AuthCard>
  );
}
