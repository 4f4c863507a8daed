import { Alert, List, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import classes from "@/components/servers/approval-panel.module.css";
import { PASSWORD_HANDLING_WORDS } from "@/components/servers/password-handling-words";
import { waitsBecause } from "@/components/servers/waits-because";
import type { ServerDetail } from "@/lib/api/servers";

/** Half of the life of a signed request: worth telling a person. */
const CLOCK_SKEW_MS = 30_000;

interface Notice {
  title: string;
  lines: string[];
}

/** What a person should know about this server before he trusts what the page shows. */
export function ServerNotices({ server }: { server: ServerDetail }) {
  return noticesOf(server).map(({ title, lines }) => (
    <Alert
      key={title}
      variant="default"
      icon={<IconAlertTriangle className={classes.warning} aria-hidden />}
      title={title}
    >
      {lines.length === 1 ? (
        <Text size="sm">{lines[0]}</Text>
      ) : (
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  ));
}

function noticesOf(server: ServerDetail): Notice[] {
  const { inventory } = server;
  const handling = PASSWORD_HANDLING_WORDS[server.passwordHandling];
  const notices: Notice[] = [];
  const { outcome, maker } = server.automaticApproval ?? {};
  const why = waitsBecause(outcome, maker ?? "");
  if (why !== null)
    notices.push({
      title: "It was not approved automatically",
      lines: [
        `Its token would have approved it, but ${why}. It waits until somebody has compared the fingerprint.`,
      ],
    });
  if (server.state === "quarantined") {
    notices.push({
      title: "Two machines speak with this server's key",
      lines: [
        "One is a copy of the other, and the console cannot tell which is the right one. Neither gets a push or a password, and reports of neither are kept.",
        "Stop the agent of the wrong one and remove its state folder. Then use “Re-enrol” here and run the command on the right one: it gets new keys, and the old key opens nothing any more.",
      ],
    });
  }
  if (server.state === "revoked") {
    notices.push({
      title: "This server is revoked",
      lines: ["Its agent gets nothing. To take it back, re-enrol it: its sites and its history are kept."],
    });
  }
  if (server.state === "approved" && server.connection === "offline") {
    notices.push({
      title: "The agent does not answer",
      lines: [
        "What this page shows may be old. A push waits until the agent is back. On the server, check that the agent runs and reaches this console.",
      ],
    });
  }
  if (server.state === "approved" && server.connection === "never") {
    notices.push({
      title: "The agent has not been heard since it was approved",
      lines: ["On the server, check that the agent runs and reaches this console. A push waits until then."],
    });
  }
  if (server.state === "approved" && handling.risk) {
    notices.push({ title: handling.label, lines: [handling.explanation] });
  }
  if (Math.abs(server.clockSkewMs) >= CLOCK_SKEW_MS) {
    notices.push({
      title: `The server's clock is ${skewWords(server.clockSkewMs)}`,
      lines: [
        "The agent knows the difference and allows for it, so pushes go on. Set the time on the server all the same: IIS and Windows judge certificates and Kerberos tickets by it.",
      ],
    });
  }
  if (inventory?.unreadable) {
    notices.push({
      title: "The agent cannot read the configuration",
      lines: [`${inventory.unreadable.message} Code ${inventory.unreadable.code}.`],
    });
  } else if (inventory && !inventory.mappingModuleInstalled) {
    notices.push({
      title: "The mapping module is not installed",
      lines: [
        "IIS ignores every mapping on this server until the role service “IIS Client Certificate Mapping Authentication” is installed.",
      ],
    });
  }
  if (inventory && inventory.problems.length > 0) {
    notices.push({
      title: "IIS would refuse parts of this configuration",
      lines: inventory.problems.map(
        ({ message, line }) => `${message}${line === undefined ? "" : ` (line ${line})`}`,
      ),
    });
  }
  return notices;
}

function skewWords(skewMs: number): string {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const amount =
    seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60).toLocaleString("en")} minutes`;
  return `${amount} ${skewMs > 0 ? "ahead" : "behind"}`;
}
