import { Code, Text } from "@mantine/core";

export interface OlderAgentProps {
  agentVersion: string;
  /** Null: it is as new as the console, or no release, and there is nothing to say. */
  newerAgent: string | null;
  /** What it means on this page. */
  means: string;
}

/** One quiet line: the agent goes on working, but is not what this console brings. */
export function OlderAgent({ agentVersion, newerAgent, means }: OlderAgentProps) {
  if (newerAgent === null) return null;
  return (
    <Text size="sm" c="dimmed" maw={720}>
      The agent is version {agentVersion}, older than this console's {newerAgent}. {means} To upgrade it,
      fetch the program from the console again and run <Code>service install</Code> with it.
    </Text>
  );
}
