"use client";

import { Alert, Button, Group, List, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMay } from "@/components/shell/rights";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { Doctor } from "@/lib/api/doctor";
import type { BindingWish } from "@/lib/iis/binding-wish";
import { doctorMutations } from "@/lib/queries/doctor";

/** The binding flags that every push to this target brings, until somebody takes them back. */
export function BindingWishes({ target }: { target: NonNullable<Doctor["target"]> }) {
  const mayPush = useMay("deployment.start");
  const set = useMutation(doctorMutations.setBindingFlags(target.id));
  if (target.bindingFlags.length === 0) return null;
  return (
    <Alert variant="default" title="A push to this site brings binding flags">
      <List size="sm">
        {target.bindingFlags.map((wish) => (
          <List.Item key={wish.key}>
            {wish.key}: {wordsOf(wish).join(", ")}
          </List.Item>
        ))}
      </List>
      {mayPush && (
        <Group mt="xs">
          <Button size="compact-sm" variant="default" loading={set.isPending} onClick={() => set.mutate([])}>
            Leave the bindings as they are
          </Button>
        </Group>
      )}
      <Text size="sm" c="dimmed" mt={4}>
        Leaving them changes nothing on the server: what was pushed stays.
      </Text>
      {set.error && <ProblemAlert problem={set.error} title="Nothing was changed" />}
    </Alert>
  );
}

function wordsOf({ dsMapper, negotiateClientCertificate: negotiate, ctlStore }: BindingWish): string[] {
  return [
    ...(negotiate === undefined
      ? []
      : [
          negotiate
            ? "asks for the certificate in the first handshake"
            : "does not ask in the first handshake",
        ]),
    ...(dsMapper === undefined ? [] : [`DS mapper ${dsMapper ? "on" : "off"}`]),
    ...(ctlStore === undefined ? [] : [ctlStore === "" ? "no issuer store" : `issuers from ${ctlStore}`]),
  ];
}
