"use client";

import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconFolder } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { FileDrop } from "@/components/certificates/file-drop";
import { IntakeResults } from "@/components/certificates/intake-results";
import { useUploads } from "@/components/certificates/use-uploads";
import { ReplaceForm } from "@/components/renewals/replace-form";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { RenewalItem } from "@/lib/api/renewals";
import { renewalQueries } from "@/lib/queries/renewals";

/** Many renewed certificates at once: a folder in, the dry run, one date for all. */
export function RenewMany() {
  const uploads = useUploads();
  const folder = useRef<HTMLInputElement>(null);
  const { items, busy, intake } = uploads;
  const ids = busy
    ? []
    : [...new Set(items.flatMap((item) => item.certificates.map((each) => each.certificate.id)))];
  return (
    <>
      <PageHeader
        title="Renew certificates"
        crumbs={[{ label: "Certificates", href: "/certificates" }]}
        description="Drop the renewed certificates. They are stored, and each is matched with the mapped one that it succeeds. No mapping changes before you say so."
      />
      <Stack gap="md">
        <FileDrop onFiles={(files) => void intake.add(files)} loading={busy} />
        <Group>
          <Button
            variant="default"
            leftSection={<IconFolder size={16} aria-hidden />}
            onClick={() => folder.current?.click()}
          >
            Choose a folder
          </Button>
          <input
            ref={folder}
            type="file"
            multiple
            hidden
            // React knows the attribute, its types do not.
            {...{ webkitdirectory: "" }}
            onChange={(event) => {
              void intake.add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
        </Group>
        {/* Other files make another dry run. */}
        {ids.length > 0 && <DryRun key={ids.join(" ")} ids={ids} />}
        {items.length > 0 && (
          <section aria-labelledby="files">
            <Title order={2} size="h4" id="files" mb="xs">
              Files
            </Title>
            <IntakeResults uploads={uploads} onFollow={() => undefined} />
          </section>
        )}
      </Stack>
    </>
  );
}

function DryRun({ ids }: { ids: string[] }) {
  const { data, error, refetch } = useQuery(renewalQueries.plan(ids));
  // After replacing, the plan is another one; what came of this one stays in sight.
  const [items, setItems] = useState<RenewalItem[] | null>(null);
  if (items === null && data) setItems(data.items);
  if (error && items === null) return <ProblemAlert problem={error} onRetry={() => refetch()} />;
  if (items === null) return null;
  const without = ids.length - items.length;
  return (
    <>
      {items.length > 0 && (
        <section aria-labelledby="dry-run">
          <Title order={2} size="h4" id="dry-run" mb="xs">
            What they replace
          </Title>
          <ReplaceForm items={items} />
        </section>
      )}
      {without > 0 && (
        <Text size="sm" role="status">
          {without.toLocaleString("en")} {without === 1 ? "succeeds" : "succeed"} no mapped certificate, or
          the replacement is under way. Map {without === 1 ? "it" : "them"} in a site config where needed.
        </Text>
      )}
    </>
  );
}
