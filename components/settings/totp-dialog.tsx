"use client";

import { Button, Code, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { PasswordForm } from "@/components/settings/password-form";
import { QrCode } from "@/components/settings/qr-code";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyText } from "@/components/ui/copy-text";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { profileMutations } from "@/lib/queries/profile";

/** Adds an authenticator app in two steps: the password, then the secret and a first code. */
export function TotpDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    // A click beside it must not throw away recovery codes that are shown only once.
    <Modal
      opened={opened}
      onClose={onClose}
      title="Add an authenticator app"
      size="lg"
      closeOnClickOutside={false}
    >
      <TotpSteps onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog: the secret is gone with it. */
function TotpSteps({ onClose }: { onClose: () => void }) {
  const start = useMutation(profileMutations.startTotp());
  const confirm = useMutation(profileMutations.confirmTotp());
  const [code, setCode] = useState("");
  if (!start.data) {
    return (
      <PasswordForm
        submit="Continue"
        onSubmit={(password) => start.mutate(password)}
        onCancel={onClose}
        pending={start.isPending}
        problem={start.error}
      >
        From then on, signing in with your password takes a code of the app as well.
      </PasswordForm>
    );
  }
  const { uri, recoveryCodes } = start.data;
  const wrong = fieldErrors(confirm.error, ["code"]).code;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!confirm.isPending) confirm.mutate(code.trim(), { onSuccess: onClose });
  }
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">1. Scan this with the app, or type its key.</Text>
        <Group gap="lg" align="center">
          <QrCode text={uri} label="QR code for the authenticator app" />
          <Text component="div" size="sm" maw={260}>
            <Code>
              <CopyText value={new URL(uri).searchParams.get("secret") ?? ""} label="key" code />
            </Code>
          </Text>
        </Group>
        <Text size="sm">
          2. Keep these recovery codes apart from the app. Each signs you in once without it. They are not
          shown again.
        </Text>
        <CodeBlock
          code={recoveryCodes.join("\n")}
          label="Recovery codes"
          lineNumbers={false}
          maxHeight={240}
          fileName="certmap-recovery-codes.txt"
        />
        <TextInput
          label="3. Code that the app shows now"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={wrong}
          inputMode="numeric"
          autoComplete="one-time-code"
          maw={260}
          data-autofocus
        />
        {confirm.error && !wrong && <ProblemAlert problem={confirm.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={confirm.isPending}>
            Add the app
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
