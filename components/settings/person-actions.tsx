"use client";

import { ActionIcon, Menu, Modal } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ChangeRole } from "@/components/settings/change-role";
import { OneTimeLink } from "@/components/settings/one-time-link";
import { Confirm } from "@/components/ui/confirm";
import type { PersonItem } from "@/lib/api/people";
import { personMutations } from "@/lib/queries/people";

type Asked = "role" | "link" | "disable" | "sessions" | null;

/** What an administrator does about one person. */
export function PersonActions({ person, own }: { person: PersonItem; own: boolean }) {
  const [asked, setAsked] = useState<Asked>(null);
  const update = useMutation(personMutations.update(person.id));
  const makeLink = useMutation(personMutations.makeLink(person.id));
  const endSessions = useMutation(personMutations.endSessions(person.id));
  const disabled = person.disabledAt !== null;
  function close() {
    setAsked(null);
    for (const mutation of [update, makeLink, endSessions]) mutation.reset();
  }
  const confirm = { onClose: close, danger: true };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${person.name}`}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsked("role")}>Change the role</Menu.Item>
          <Menu.Item onClick={() => setAsked("link")} disabled={disabled}>
            Make a link for a new password
          </Menu.Item>
          <Menu.Item onClick={() => setAsked("sessions")} disabled={person.sessions === 0}>
            End all sessions
          </Menu.Item>
          {disabled ? (
            <Menu.Item onClick={() => update.mutate({ disabled: false })}>Enable again</Menu.Item>
          ) : (
            <Menu.Item onClick={() => setAsked("disable")}>Disable</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={asked === "role"} onClose={close} title={`Role of ${person.name}`}>
        <ChangeRole person={person} onClose={close} />
      </Modal>
      <Modal
        opened={makeLink.data !== undefined}
        onClose={close}
        title={`Link for ${person.name}`}
        size="lg"
        closeOnClickOutside={false}
      >
        {makeLink.data && <OneTimeLink link={makeLink.data} name={person.name} onClose={close} />}
      </Modal>
      <Confirm
        {...confirm}
        opened={asked === "link" && makeLink.data === undefined}
        title={`A new password for ${person.name}?`}
        confirm="Make the link"
        danger={false}
        onConfirm={() => makeLink.mutate()}
        pending={makeLink.isPending}
        problem={makeLink.error}
      >
        Whoever opens the link sets the password. That removes the authenticator app and the passkeys of{" "}
        {person.name} and ends all sessions. Nothing changes before it is used.
      </Confirm>
      <Confirm
        {...confirm}
        opened={asked === "sessions"}
        title={`End all sessions of ${person.name}?`}
        confirm="End the sessions"
        onConfirm={() => endSessions.mutate(undefined, { onSuccess: close })}
        pending={endSessions.isPending}
        problem={endSessions.error}
      >
        {own
          ? "You are signed out as well, here and now."
          : "The person has to sign in again, on every device."}
      </Confirm>
      <Confirm
        {...confirm}
        opened={asked === "disable"}
        title={`Disable ${person.name}?`}
        confirm={`Disable ${person.name}`}
        onConfirm={() => update.mutate({ disabled: true }, { onSuccess: close })}
        pending={update.isPending}
        problem={update.error}
      >
        {own
          ? "You are signed out at once and cannot sign in again. "
          : "All sessions end at once, and nobody signs in as this person. "}
        What was done stays. It can be enabled again.
      </Confirm>
    </>
  );
}
