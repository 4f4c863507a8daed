import { Text, Title } from "@mantine/core";
import { ChangeList } from "@/components/targets/change-list";
import { placeName } from "@/components/targets/scope-name";
import type { Drift } from "@/lib/api/targets";

/** Whether the passwords that the last push left are still there. What they are, nobody is told. */
export function PasswordDrift({ drift: { target, passwords, passwordsCompared } }: { drift: Drift }) {
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        Passwords
      </Title>
      <Text size="sm" mb="sm" maw={720}>
        {wordsOf(passwords, passwordsCompared)}
      </Text>
      {passwords.length > 0 && (
        <ChangeList
          changes={passwords}
          label={`Passwords on ${placeName(target.serverName, target.scope)}`}
          of="passwords"
        />
      )}
    </section>
  );
}

function wordsOf(passwords: Drift["passwords"], compared: number): string {
  if (compared === 0)
    return "Not compared yet: that begins with the next push whose passwords the agent can read back. Certmap itself cannot read one.";
  if (passwords.length === 0)
    return `${entries(compared)} the password that the last push left. The agent compares; Certmap cannot read one.`;
  const right = passwords.filter((each) => each.class === "corrective").length;
  if (right === passwords.length)
    return "Push again to put Certmap's passwords back. They cannot be adopted.";
  return "Push again to put back the passwords that Certmap has. For an account without one, set it under Accounts first; otherwise the push takes what is there as it is.";
}

function entries(count: number): string {
  return count === 1 ? "1 mapping has" : `${count.toLocaleString("en")} mappings have`;
}
