"use client";

import { Button, Tabs } from "@mantine/core";
import { IconRocket } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ManyToOneTab } from "@/components/many-to-one/many-to-one-tab";
import { RemovalNotices } from "@/components/renewals/removal-notices";
import { FailingCount } from "@/components/saved-tests/failing-count";
import { IfMay, useMay } from "@/components/shell/rights";
import { FindingsCount } from "@/components/site-configs/findings-count";
import { FindingsTab } from "@/components/site-configs/findings-tab";
import { HistoryTab } from "@/components/site-configs/history-tab";
import { MappingsTab } from "@/components/site-configs/mappings-tab";
import { PreviewTab } from "@/components/site-configs/preview-tab";
import { PublishDialog } from "@/components/site-configs/publish-dialog";
import { SettingsTab } from "@/components/site-configs/settings-tab";
import { SiteConfigMenu } from "@/components/site-configs/site-config-menu";
import { SiteConfigState } from "@/components/site-configs/site-config-state";

import { TestTab } from "@/components/site-configs/test-tab";
import { UndoRedo } from "@/components/site-configs/undo-redo";
import { AppLink } from "@/components/ui/app-link";
import { PageHeader } from "@/components/ui/page-header";
import tabs from "@/components/ui/tab-strip.module.css";
import { useOpenTabInSight } from "@/components/ui/use-open-tab-in-sight";
import { useUrlState } from "@/components/ui/use-url-state";
import type { MappingTable } from "@/lib/api/mapping-table";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { siteConfigQueries } from "@/lib/queries/site-configs";

const TABS = ["mappings", "many-to-one", "settings", "preview", "test", "findings", "history"] as const;

export interface SiteConfigViewProps {
  initial: SiteConfigDetail;
  mappings: MappingTable | undefined;
}

/** One site config: its draft in tabs, and the way to a revision. */
export function SiteConfigView({ initial, mappings }: SiteConfigViewProps) {
  const { data } = useQuery(siteConfigQueries.detail(initial.id, initial));
  const siteConfig = data ?? initial;
  const { id, lastRevision, unpublished } = siteConfig;
  const [address, setAddress] = useUrlState({ tab: "mappings", dialog: "", edit: "" });
  const tab = TABS.find((each) => each === address.tab) ?? "mappings";
  const strip = useOpenTabInSight(tab);
  // From the first editor on: another way of keeping it would mount the list anew, and take the focus from it.
  const [editing, setEditing] = useState(address.edit !== "");
  if (address.edit !== "" && !editing) setEditing(true);
  const mayPublish = useMay("revision.publish");
  const mayPush = useMay("deployment.start");
  const publishable = lastRevision === null || unpublished;
  const push = `/deployments/new?siteConfig=${id}&revision=${lastRevision}`;
  return (
    <>
      <PageHeader
        title={siteConfig.name}
        crumbs={[{ label: "Site configs", href: "/site-configs" }]}
        state={<SiteConfigState siteConfig={siteConfig} filled />}
        action={
          <>
            <IfMay right="site-config.write">
              <UndoRedo siteConfig={siteConfig} />
            </IfMay>
            <SiteConfigMenu siteConfig={siteConfig} />
            {lastRevision !== null && mayPush && (
              <Button
                component={AppLink}
                href={push}
                variant={publishable && mayPublish ? "default" : "filled"}
                leftSection={<IconRocket size={16} aria-hidden />}
              >
                Push revision {lastRevision}
              </Button>
            )}
            {publishable && mayPublish && (
              <Button onClick={() => setAddress({ dialog: "publish" })}>
                Publish revision {(lastRevision ?? 0) + 1}
              </Button>
            )}
          </>
        }
      />
      <RemovalNotices siteConfigId={id} />
      <Tabs
        value={tab}
        onChange={(next) => setAddress({ tab: next ?? "mappings" }, { history: "push" })}
        keepMounted={false}
      >
        <Tabs.List ref={strip} mb="md" aria-label="Parts of the site config" className={tabs.strip}>
          <Tabs.Tab value="mappings">One-to-one ({siteConfig.mappings.toLocaleString("en")})</Tabs.Tab>
          <Tabs.Tab value="many-to-one">Many-to-one ({siteConfig.manyToOne.toLocaleString("en")})</Tabs.Tab>
          <Tabs.Tab value="settings">Settings</Tabs.Tab>
          <Tabs.Tab value="preview">Preview</Tabs.Tab>
          <Tabs.Tab value="test">
            Test <FailingCount siteConfigId={id} version={siteConfig.version} />
          </Tabs.Tab>
          <Tabs.Tab value="findings">
            Findings <FindingsCount siteConfig={siteConfig} />
          </Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="mappings">
          <MappingsTab siteConfigId={id} initial={mappings} />
        </Tabs.Panel>
        {/* Kept while another tab is looked at, so that nothing chosen or typed is lost. */}
        <Tabs.Panel value="many-to-one" keepMounted={editing}>
          <ManyToOneTab siteConfig={siteConfig} />
        </Tabs.Panel>
        <Tabs.Panel value="settings" keepMounted>
          <SettingsTab siteConfig={siteConfig} />
        </Tabs.Panel>
        <Tabs.Panel value="preview">
          <PreviewTab siteConfig={siteConfig} />
        </Tabs.Panel>
        <Tabs.Panel value="test">
          <TestTab siteConfig={siteConfig} />
        </Tabs.Panel>
        <Tabs.Panel value="findings">
          <FindingsTab siteConfig={siteConfig} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab siteConfig={siteConfig} />
        </Tabs.Panel>
      </Tabs>
      <PublishDialog
        siteConfig={siteConfig}
        opened={address.dialog === "publish" && mayPublish}
        onClose={() => setAddress({ dialog: "" })}
      />
    </>
  );
}
