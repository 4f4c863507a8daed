"use client";

import { Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/rights";
import { countPlaces, placeName } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SecretField } from "@/components/ui/secret-field";
import { type AccountDetail, type AccountPlace, setPasswordSchema } from "@/lib/api/accounts";
import { accountMutations } from "@/lib/queries/accounts";

const FIELDS = ["password"] as const;

export interface SetPasswordDialogProps {
  account: AccountDetail;
  opened: boolean;
  onClose: () => void;
}

/** Sets the password, or another one; then says which servers do not have it yet. */
export function SetPasswordDialog({ account, opened, onClose }: SetPasswordDialogProps) {
  const title =
    account.passwordSetAt === null
      ? `Set the password of ${account.userName}`
      : `Rotate the password of ${account.userName}`;
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg">
      <SetPassword account={account} onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog, so that nothing typed is left behind in it. */
function SetPassword({ account, onClose }: Omit<SetPasswordDialogProps, "opened">) {
  const [done, setDone] = useState(false);
  if (done) return <NextSteps account={account} onClose={onClose} />;
  return (
    <SetPasswordForm
      account={account}
      onClose={onClose}
      onSet={() => {
        if (account.places.length > 0) return setDone(true);
        notifications.show({ message: `The password of ${account.userName} is set.` });
        onClose();
      }}
    />
  );
}

function SetPasswordForm({
  account,
  onClose,
  onSet,
}: {
  account: AccountDetail;
  onClose: () => void;
  onSet: () => void;
}) {
  const setPassword = useMutation(accountMutations.setPassword(account.id));
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "" },
    validate: schemaResolver(setPasswordSchema, { sync: true }),
  });
  function submit({ password }: { password: string }) {
    setPassword.mutate(password, {
      onSuccess: onSet,
      onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
    });
  }
  const placed = Object.keys(fieldErrors(setPassword.error, FIELDS)).length > 0;
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack gap="md">
        <SecretField
          label="New password"
          description="It is sealed at once and never shown again."
          data-autofocus
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Text size="sm">
          This does not change the password in Windows: change it there as well. Servers get it with a push,
          which the next step prepares.
        </Text>
        {setPassword.error && !placed && <ProblemAlert problem={setPassword.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={setPassword.isPending}>
            {account.passwordSetAt === null ? "Set the password" : "Rotate the password"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Each place that uses the account: which a push reaches, and where somebody has to go himself. */
function NextSteps({ account, onClose }: Omit<SetPasswordDialogProps, "opened">) {
  const mayPush = useMay("deployment.start");
  const kept = account.places.filter(({ password }) => password === "kept");
  const pushed = account.places.filter(({ password }) => password !== "kept");
  return (
    <Stack gap="md">
      <Text size="sm" role="status">
        The password is stored. No server has it yet.
      </Text>
      {pushed.length > 0 && (
        <div>
          <Text size="sm">A push brings it to {countPlaces(pushed.map(({ scope }) => scope))}:</Text>
          <Places places={pushed} />
        </div>
      )}
      {kept.length > 0 && (
        <div>
          <Text size="sm">
            The agents of these keep the passwords that are there. Set it on the server, for example with IIS
            Manager:
          </Text>
          <Places places={kept} />
        </div>
      )}
      {pushed.length > 0 && !mayPush && (
        <Text size="sm">
          Pushing takes an operator or an administrator. They find it on this account's page.
        </Text>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        {pushed.length > 0 && mayPush && (
          <Button component={AppLink} href={`/accounts/${account.id}/push`} data-autofocus>
            Push to {countPlaces(pushed.map(({ scope }) => scope))}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

const SHOWN = 20;

function Places({ places }: { places: readonly AccountPlace[] }) {
  return (
    <List size="sm" mt={4}>
      {places.slice(0, SHOWN).map((place) => (
        <List.Item key={place.targetId}>
          {placeName(place.serverName, place.scope)}: {place.siteConfigName}, revision {place.revision}
        </List.Item>
      ))}
      {places.length > SHOWN && (
        <List.Item>and {(places.length - SHOWN).toLocaleString("en")} more</List.Item>
      )}
    </List>
  );
}
