"use client";

import { Anchor, Button, Group, List, Stack, Text, Textarea, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { VERDICT_STATES } from "@/components/doctor/words";
import { WordsWithCode } from "@/components/doctor/words-with-code";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import type { DoctorCheck } from "@/lib/api/doctor";
import { type Diagnosis, diagnose } from "@/lib/iis/doctor/diagnose";

/** A line of the IIS log in, the cause out. The text stays in the browser: a log has names and addresses in it. */
export function StatusBox({ checks }: { checks: readonly DoctorCheck[] }) {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const answer = asked === "" ? null : diagnose(asked, checks);
  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(text.trim());
  }
  return (
    <section aria-labelledby="status-box">
      <Title order={2} size="h4" id="status-box">
        What does a line of the IIS log mean here?
      </Title>
      <form onSubmit={submit}>
        <Stack gap="xs" mt={4} maw={880}>
          <Textarea
            label="Lines of the log, or a status"
            description="Such as 403 16 2148204809, 401.2 or 0x80093102; with the #Fields line its columns count. Nothing of it leaves this page."
            placeholder="403 16 2148204809"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={1}
            maxRows={8}
            spellCheck={false}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          />
          <Group>
            <Button type="submit" variant="default" disabled={text.trim() === ""}>
              Explain
            </Button>
          </Group>
        </Stack>
      </form>
      <div aria-live="polite">
        {answer && !answer.ok && <ProblemAlert problem={answer.error} title="No status was found in this" />}
        {answer?.ok &&
          answer.value.map((each) => (
            <Explained key={`${each.code} ${each.explanation?.meaning}`} diagnosis={each} />
          ))}
      </div>
    </section>
  );
}

function Explained({ diagnosis }: { diagnosis: Diagnosis<DoctorCheck> }) {
  const { code, count, explanation, here } = diagnosis;
  if (explanation === null)
    return (
      <Text size="sm" mt="sm">
        {code} says nothing about client certificates.
      </Text>
    );
  const name = explanation.status?.title ?? explanation.error?.symbol ?? "";
  return (
    <Stack gap={4} mt="sm" maw={880} style={{ overflowWrap: "anywhere" }}>
      <Title order={3} size="h5">
        {code} {name}
        {count > 1 && ` (${count.toLocaleString("en")} lines)`}
      </Title>
      <Text size="sm">{explanation.meaning}</Text>
      {here.length > 0 ? (
        <>
          <Text size="sm" fw={600}>
            At this site:
          </Text>
          <List size="sm" listStyleType="none">
            {here.map((check) => (
              <List.Item key={check.id}>
                <StateBadge
                  state={VERDICT_STATES[check.verdict].state}
                  words={VERDICT_STATES[check.verdict].words}
                />{" "}
                <Anchor href={`#check-${check.id}`} size="sm" underline="always">
                  {check.title}
                </Anchor>
                : {check.seen}
              </List.Item>
            ))}
          </List>
        </>
      ) : (
        <Text size="sm">Nothing that was seen at this site explains it. In general:</Text>
      )}
      <Texts title="Causes" texts={explanation.causes} />
      <Texts title="Look" texts={explanation.checks} />
      <Texts title="What to do" texts={explanation.fixes} />
      {!explanation.certainty.verified && (
        <Text size="sm" c="dimmed">
          Rests on reported behaviour: {explanation.certainty.note}.
        </Text>
      )}
    </Stack>
  );
}

function Texts({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm">
        {texts.map((text) => (
          <List.Item key={text}>
            <WordsWithCode text={text} />
          </List.Item>
        ))}
      </List>
    </div>
  );
}
