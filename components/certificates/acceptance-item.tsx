import { Text } from "@mantine/core";
import classes from "@/components/certificates/acceptance.module.css";
import { StateBadge } from "@/components/ui/state-badge";
import type { StateName } from "@/components/ui/states";
import type { ChecklistCode, ChecklistItem } from "@/lib/pki/checklist";

const TITLES: Record<ChecklistCode, string> = {
  dates: "Dates",
  "client-auth": "Client authentication",
  "digital-signature": "Signing",
  ca: "Holder",
  hash: "Signature hash",
  key: "Key",
  issuer: "Issuer",
  revocation: "Revocation",
  "critical-extensions": "Critical extensions",
};

const STATES: Record<ChecklistItem["state"], StateName> = {
  pass: "passed",
  warn: "warning",
  fail: "refused",
};

export function AcceptanceItem({ item }: { item: ChecklistItem }) {
  return (
    <li className={classes.item}>
      <StateBadge state={STATES[item.state]} />
      <Text span inherit>
        {TITLES[item.code]}
      </Text>
      <span className={classes.message}>
        {item.message}
        {item.status &&
          (item.state === "fail"
            ? ` Clients get ${item.status}.`
            : ` Where it is refused, clients get ${item.status}.`)}
      </span>
    </li>
  );
}
