"use client";

import { Alert, Button, Checkbox, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import classes from "@/components/servers/approval-panel.module.css";
import { compareFingerprint } from "@/components/servers/compare-fingerprint";
import { ComparisonResult } from "@/components/servers/comparison-result";
import { FingerprintGrid } from "@/components/servers/fingerprint-grid";
import { PASSWORD_HANDLING_WORDS } from "@/components/servers/password-handling-words";
import { RejectServerButton } from "@/components/servers/reject-server-button";
import { ServerFacts } from "@/components/servers/server-facts";
import { WherePrinted } from "@/components/servers/where-printed";
import { useMay } from "@/components/shell/rights";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { ServerDetail } from "@/lib/api/servers";
import { serverMutations } from "@/lib/queries/servers";

/**
 * Lets a server in, after a person has compared the fingerprint. Everything else that it says about itself is only its
 * own word: whoever approves the wrong key hands passwords to the wrong machine.
 */
export function ApprovalPanel({
  server,
  replaces = false,
}: {
  server: ServerDetail;
  /** What is said here is of the agent that asks to take the place of the server's own. */
  replaces?: boolean;
}) {
  const [pasted, setPasted] = useState("");
  const [ticked, setTicked] = useState(false);
  const approve = useMutation(serverMutations.approve(server.id));
  const heading = useId();
  const comparison = compareFingerprint(pasted, server.fingerprint);
  const differs = comparison.outcome === "different";
  const mayApprove = useMay("server.write");
  const ready = comparison.outcome === "same" || (comparison.outcome === "nothing" && ticked);
  const handling = PASSWORD_HANDLING_WORDS[server.passwordHandling];

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!ready || approve.isPending) return;
    // The one that was shown and compared; the console refuses when the server has another by now.
    approve.mutate(server.fingerprint, {
      onSuccess: () =>
        notifications.show({
          title: replaces ? `${server.name} has new keys` : `${server.name} is approved`,
          message: "From now on it gets what you push and reports what is there.",
        }),
    });
  }

  return (
    <section className={classes.panel} aria-labelledby={heading}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <div>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <IconClock size={20} className={classes.icon} aria-hidden />
              <Title order={2} size="h4" id={heading}>
                {replaces ? "Is this the machine that takes its place?" : "Is this the server you enrolled?"}
              </Title>
            </Group>
            <Text size="sm" mt={4} maw={720}>
              An agent that calls itself {server.hostName} asks to join. Any machine can claim a name; only
              the fingerprint proves which one it is. Until you approve, it gets no site config and no
              password.
              {replaces &&
                ` The moment you approve, the old key of ${server.name} opens nothing any more; its sites, targets and history stay.`}
            </Text>
          </div>
          <ServerFacts server={server} />
          {handling.risk && (
            <Alert
              variant="default"
              icon={<IconAlertTriangle className={classes.warning} aria-hidden />}
              title={handling.label}
            >
              <Text size="sm">{handling.explanation}</Text>
            </Alert>
          )}
          <div>
            <Title order={3} size="h5" mb={4}>
              Compare the fingerprint
            </Title>
            <Text size="sm" mb="sm" maw={720}>
              <WherePrinted server={server} /> All 16 groups must be the same as here.
            </Text>
            <FingerprintGrid value={server.fingerprint} differing={differs ? comparison.groups : []} />
          </div>
          <Stack gap={4}>
            <Textarea
              label="Fingerprint from the server"
              description="Paste what the agent printed. Spaces do not matter."
              value={pasted}
              onChange={(event) => setPasted(event.currentTarget.value)}
              classNames={{ input: classes.paste }}
              autosize
              minRows={1}
              maw={720}
              autoComplete="off"
              spellCheck={false}
            />
            <ComparisonResult comparison={comparison} />
          </Stack>
          <Checkbox
            label="I cannot paste it. I compared all 16 groups with those on the server."
            checked={ticked}
            disabled={comparison.outcome !== "nothing"}
            onChange={(event) => setTicked(event.currentTarget.checked)}
          />
          {approve.error && <ProblemAlert problem={approve.error} title="The server was not approved" />}
          {mayApprove ? (
            <Group gap="xs">
              <Button type="submit" disabled={!ready} loading={approve.isPending}>
                Approve {server.name}
              </Button>
              <RejectServerButton server={server} emphasised={differs} replaces={replaces} />
            </Group>
          ) : (
            <Text size="sm">An administrator approves or rejects it.</Text>
          )}
        </Stack>
      </form>
    </section>
  );
}
