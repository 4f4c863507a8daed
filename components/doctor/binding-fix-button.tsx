"use client";

import { Button, List, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { Confirm } from "@/components/ui/confirm";
import type { Doctor } from "@/lib/api/doctor";
import type { BindingWish } from "@/lib/iis/binding-wish";
import { doctorMutations } from "@/lib/queries/doctor";

interface BindingFixButtonProps {
  doctor: Doctor;
  target: NonNullable<Doctor["target"]>;
  check: { title: string };
  wishes: BindingWish[];
  /** "asks for the client certificate in the first handshake on 0.0.0.0:443" */
  words: string;
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Flags of http.sys hold for an address, not for a site: every other site there is named before. */
export function BindingFixButton({ doctor, target, check, wishes, words }: BindingFixButtonProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const set = useMutation(doctorMutations.setBindingFlags(target.id));
  const wished = wishes.every((wish) =>
    target.bindingFlags.some((known) => same(known.key, wish.key) && isSubset(wish, known)),
  );
  if (wished)
    return (
      <Text size="sm" role="status">
        The next push to this site brings it.
      </Text>
    );
  const merged = [
    ...target.bindingFlags.filter((known) => !wishes.some((wish) => same(wish.key, known.key))),
    ...wishes.map((wish) => ({ ...target.bindingFlags.find((known) => same(known.key, wish.key)), ...wish })),
  ];
  const shared = doctor.bindings.filter(
    ({ key, sharedWith }) => sharedWith.length > 0 && wishes.some((wish) => same(wish.key, key)),
  );
  return (
    <>
      <Text size="sm" component="div">
        <Button
          size="compact-sm"
          variant="default"
          onClick={open}
          aria-label={`Fix in the next push: ${check.title}`}
        >
          Fix in the next push…
        </Button>
      </Text>
      <Confirm
        opened={opened}
        onClose={close}
        title="Let the next push change the binding?"
        confirm="With the next push"
        danger={shared.length > 0}
        onConfirm={() => set.mutate(merged, { onSuccess: close })}
        pending={set.isPending}
        problem={set.error}
      >
        <Text size="sm">
          The next push to {doctor.site} {words}. Nothing changes before.
        </Text>
        {shared.length === 0 ? (
          <Text size="sm" mt="xs">
            No other site that the agent reported answers there.
          </Text>
        ) : (
          <>
            <Text size="sm" mt="xs" fw={600}>
              The same http.sys record answers for other sites, and it changes for them too:
            </Text>
            <List size="sm" mt={4}>
              {shared.map(({ key, sharedWith }) => (
                <List.Item key={key}>
                  {key}: {sharedWith.join(", ")}
                </List.Item>
              ))}
            </List>
          </>
        )}
      </Confirm>
    </>
  );
}

function isSubset(wish: BindingWish, known: BindingWish): boolean {
  return (["dsMapper", "negotiateClientCertificate", "ctlStore"] as const).every(
    (name) => wish[name] === undefined || wish[name] === known[name],
  );
}
