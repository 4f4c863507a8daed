import { Alert, List } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import classes from "@/components/servers/approval-panel.module.css";
import type { CutOffPlan } from "@/lib/api/cut-offs";

/**
 * What a cut-off does not do. That IIS keeps logon tokens for 15 minutes (UserTokenTTL) is documented up to IIS 6 (KB 152526); that it
 * is so in later versions, and what becomes of open connections, is not verified against IIS.
 */
export function WhatRemains({ kind }: { kind: CutOffPlan["kind"] }) {
  return (
    <Alert
      variant="default"
      icon={<IconAlertTriangle className={classes.warning} aria-hidden />}
      title="What a cut-off does not end"
    >
      <List size="sm" spacing={4}>
        <List.Item>
          IIS caches the logon tokens of mapped accounts, 15 minutes by default as Microsoft documents for
          older versions (UserTokenTTL). Whether a later version lets a session or an open connection go on
          until then is not verified against IIS. To be sure, recycle the application pools of the sites on
          each server, or run iisreset there.
        </List.Item>
        {kind === "certificate" ? (
          <List.Item>
            The certificate itself stays valid. To end it everywhere, revoke it at the authority that issued
            it, and see that servers check revocation. An application that signs people in by itself, and
            Active Directory mapping, are not touched.
          </List.Item>
        ) : (
          <List.Item>
            The account itself stays enabled in Windows. To end it everywhere, disable it or change its
            password there. Sign-ins that do not come from a mapping are not touched.
          </List.Item>
        )}
      </List>
    </Alert>
  );
}
