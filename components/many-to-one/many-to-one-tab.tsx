"use client";

import { Button, Group, Modal, Stack, Text, VisuallyHidden } from "@mantine/core";
import { IconCertificate, IconFilter, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EditorForm } from "@/components/many-to-one/editor-form";
import { ListNotes } from "@/components/many-to-one/list-notes";
import { draftOf, emptyDraft } from "@/components/many-to-one/mapping-draft";
import { MappingMenu } from "@/components/many-to-one/mapping-menu";
import { MappingOrder } from "@/components/many-to-one/mapping-order";
import classes from "@/components/many-to-one/mapping-order.module.css";
import { MappingRow } from "@/components/many-to-one/mapping-row";
import { useListActions } from "@/components/many-to-one/use-list-actions";
import { WhenNoneMatches } from "@/components/many-to-one/when-none-matches";
import { useMay } from "@/components/shell/rights";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { TableSkeleton } from "@/components/ui/skeletons";
import { useUrlState } from "@/components/ui/use-url-state";
import type { ManyToOneList } from "@/lib/api/many-to-one";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { manyToOneQueries } from "@/lib/queries/many-to-one";
import { siteConfigQueries } from "@/lib/queries/site-configs";

/** The mappings by rules: the first that matches decides. */
export function ManyToOneTab({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const list = useQuery(manyToOneQueries.list(siteConfig.id));
  if (list.data) return <Mappings siteConfig={siteConfig} list={list.data} />;
  if (list.error) return <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />;
  return <TableSkeleton rows={4} />;
}

/** More are folded: each row listens to the pointer. */
const SHOWN_AT_FIRST = 200;

function Mappings({ siteConfig, list }: { siteConfig: SiteConfigDetail; list: ManyToOneList }) {
  const [address, setAddress] = useUrlState({ add: "", edit: "" });
  const [all, setAll] = useState(false);
  const [closed, setClosed] = useState("");
  const findings = useQuery(siteConfigQueries.findings(siteConfig.id, siteConfig.version));
  const { items, said, move, toggle, removeWithUndo } = useListActions(siteConfig.id, list.items);
  const mayWrite = useMay("site-config.write");
  const fromCertificate = address.add === "from-certificate";
  const adding = mayWrite && (fromCertificate || address.add === "rules");
  const shown = all ? items : items.slice(0, SHOWN_AT_FIRST);
  const stored = new Map(list.items.map((item, index) => [item.id, index]));
  const findingsOf = (id: string) =>
    findings.data?.items.filter(
      ({ entry }) => entry?.list === "manyToOneMappings" && entry.index === stored.get(id),
    ) ?? [];
  const buttons = mayWrite && (
    <Group gap="xs">
      <Button
        variant="light"
        leftSection={<IconCertificate size={16} aria-hidden />}
        onClick={() => setAddress({ add: "from-certificate" })}
      >
        Build from a certificate
      </Button>
      <Button
        variant="light"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => setAddress({ add: "rules" })}
      >
        Add a mapping
      </Button>
    </Group>
  );
  return (
    <Stack gap="md">
      <ListNotes siteConfig={siteConfig} />
      {items.length === 0 ? (
        <EmptyState icon={IconFilter} action={buttons}>
          A many-to-one mapping lets every certificate in that meets its rules, such as all of one
          organization by one authority, as one Windows account; or it denies them. A one-to-one mapping of a
          certificate wins over all of these, and IIS cannot use them together with Active Directory mapping.
        </EmptyState>
      ) : (
        <>
          <Group justify="space-between" align="flex-start">
            <Text size="sm" c="dimmed" maw={640}>
              IIS asks one-to-one mappings first, then these from the top: the first whose rules all hold
              decides, Allow or Deny.
            </Text>
            {buttons}
          </Group>
          <VisuallyHidden role="status">{said}</VisuallyHidden>
          <MappingOrder items={shown} onMove={move}>
            {shown.map((item, place) =>
              address.edit === item.id && mayWrite ? (
                <li key={item.id} className={classes.editor} aria-label={`Change ${item.name}`}>
                  <EditorForm
                    siteConfigId={siteConfig.id}
                    version={list.version}
                    items={items}
                    base={item}
                    initial={draftOf(item)}
                    onDone={() => {
                      setClosed(item.id);
                      setAddress({ edit: "" });
                    }}
                  />
                </li>
              ) : (
                <MappingRow
                  key={item.id}
                  item={item}
                  place={place}
                  total={items.length}
                  findings={findingsOf(item.id)}
                  menu={
                    mayWrite && (
                      <MappingMenu
                        item={item}
                        place={place}
                        total={items.length}
                        takesFocus={closed === item.id}
                        onEdit={() => setAddress({ edit: item.id })}
                        onMove={(to) => move(item.id, to)}
                        onToggle={() => toggle(item)}
                        onRemove={() => removeWithUndo(item)}
                      />
                    )
                  }
                />
              ),
            )}
          </MappingOrder>
          {items.length > shown.length && (
            <Button variant="subtle" onClick={() => setAll(true)} style={{ alignSelf: "start" }}>
              Show all {items.length.toLocaleString("en")} mappings
            </Button>
          )}
        </>
      )}
      <WhenNoneMatches settings={siteConfig.settings} />
      <Modal
        opened={adding}
        onClose={() => setAddress({ add: "" })}
        title="Add a many-to-one mapping"
        size="xl"
        closeOnClickOutside={false}
      >
        <EditorForm
          siteConfigId={siteConfig.id}
          version={list.version}
          items={items}
          base={null}
          initial={emptyDraft(items)}
          fromCertificate={fromCertificate}
          onDone={() => setAddress({ add: "" })}
        />
      </Modal>
    </Stack>
  );
}
