"use client";

import { Button, Checkbox, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import {
  defaultOverlap,
  proposed,
  type Row,
  rowsOf,
  siteConfigsOf,
} from "@/components/renewals/renewal-choice";
import { RenewalTable } from "@/components/renewals/renewal-table";
import { ReplaceResult } from "@/components/renewals/replace-result";
import { fieldErrors } from "@/components/ui/field-errors";
import { MomentField, momentText, readMoment } from "@/components/ui/moment-field";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { RenewalItem } from "@/lib/api/renewals";
import { renewalMutations } from "@/lib/queries/renewals";

const FIELDS = ["removeAt", "message"] as const;

/** The dry run of a renewal, the date until which both are mapped, and what came of it. */
export function ReplaceForm({ items, onClose }: { items: RenewalItem[]; onClose?: () => void }) {
  const rows = rowsOf(items);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => proposed(rows));
  const [overlap] = useState(() => defaultOverlap(rows, Date.now()));
  const [keeps, setKeeps] = useState(overlap !== null);
  const [until, setUntil] = useState(() => (overlap ? momentText(overlap) : ""));
  const [publishes, setPublishes] = useState(true);
  const [message, setMessage] = useState("Renewed certificates");
  const replace = useMutation(renewalMutations.replace());
  const picked = rows.filter(({ key }) => chosen.has(key));
  const siteConfigs = siteConfigsOf(picked);
  const removeAt = keeps ? readMoment(until) : null;
  const errors = fieldErrors(replace.error, FIELDS);

  function toggle(row: Row) {
    const next = new Set(chosen);
    // An old certificate has one successor.
    for (const { key, older } of rows)
      if (older.certificate.id === row.older.certificate.id && key !== row.key) next.delete(key);
    if (!next.delete(row.key)) next.add(row.key);
    setChosen(next);
  }
  function submit() {
    replace.mutate({
      pairs: picked.map(({ newer, older }) => ({ newId: newer.id, oldId: older.certificate.id })),
      siteConfigs: siteConfigs.map(({ id, version }) => ({ id, version })),
      removeAt: removeAt?.toISOString() ?? null,
      message: publishes ? message : null,
    });
  }

  if (replace.data) return <ReplaceResult answer={replace.data} removeAt={removeAt} onClose={onClose} />;
  const ready = picked.length > 0 && (!keeps || removeAt !== null) && (!publishes || message.trim() !== "");
  return (
    <Stack gap="md">
      <RenewalTable rows={rows} chosen={chosen} onToggle={toggle} />
      <Text size="sm">
        Account, name and state of each mapping carry over, and owner, notes and tags of the certificate where
        the new one has none.
      </Text>
      <Radio.Group
        label="The old certificate"
        value={keeps ? "keep" : "now"}
        onChange={(value) => setKeeps(value === "keep")}
      >
        <Stack gap={6} mt={6}>
          <Radio
            value="keep"
            label="Stays mapped beside the new one until a date"
            description="IIS knows no dates. Publishing lets Certmap publish and push its removal by itself at that date."
          />
          <Radio value="now" label="Loses its mapping with the same revision" />
        </Stack>
      </Radio.Group>
      {keeps && (
        <MomentField
          label="Remove the old mapping at"
          value={until}
          onChange={setUntil}
          error={errors.removeAt}
        />
      )}
      <Checkbox
        label={siteConfigs.length === 1 ? "Publish it at once" : "Publish them at once"}
        description={publishWords(siteConfigs)}
        checked={publishes}
        onChange={(event) => setPublishes(event.currentTarget.checked)}
      />
      {publishes && (
        <TextInput
          label="Message"
          description="Why, in a few words. Shown in the history."
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
          error={errors.message}
          maxLength={500}
        />
      )}
      {replace.error && Object.keys(errors).length === 0 && <ProblemAlert problem={replace.error} />}
      <Group justify="flex-end" gap="xs">
        {onClose && (
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        )}
        <Button onClick={submit} loading={replace.isPending} disabled={!ready}>
          Replace in {siteConfigs.length === 1 ? siteConfigs[0]?.name : `${siteConfigs.length} site configs`}
        </Button>
      </Group>
    </Stack>
  );
}

function publishWords(siteConfigs: ReturnType<typeof siteConfigsOf>): string {
  const held = siteConfigs.filter(({ unpublished }) => unpublished).map(({ name }) => name);
  if (held.length === 0) return "Otherwise the draft changes and waits for somebody to publish it.";
  return `${held.join(", ")}: changed in the draft only, because it has other changes that nobody published.`;
}
