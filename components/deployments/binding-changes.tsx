import { Code, List, Text } from "@mantine/core";
import type { TargetPlan } from "@/lib/api/deployments";

const WORDS = {
  dsMapper: "DS mapper",
  negotiateClientCertificate: "Negotiate client certificate",
  ctlStore: "CTL store",
} as const;

/** What a push changes outside the configuration file, and the sites beside its own that feel it. */
export function BindingChanges({ changes }: { changes: TargetPlan["bindings"] }) {
  if (changes.length === 0) return null;
  return (
    <div>
      <Text component="h4" size="sm" fw={600} m={0} mb={4}>
        Bindings in http.sys
      </Text>
      <List size="sm">
        {changes.map(({ key, fields, others }) => (
          <List.Item key={key}>
            <Code>{key}</Code>:{" "}
            {fields
              .map(({ field, before, after }) => `${WORDS[field]} ${told(before)} -> ${told(after)}`)
              .join(", ")}
            .{" "}
            {others.length === 0
              ? "No other site answers by this record."
              : `The same record answers for ${others.map(({ name, bindings }) => `${name} (${bindings.join(", ")})`).join(", ")}: they change too.`}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function told(value: boolean | string | null): string {
  if (value === null) return "not known";
  if (typeof value === "boolean") return value ? "on" : "off";
  return value || "none";
}
