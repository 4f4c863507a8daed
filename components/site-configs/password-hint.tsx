import { Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { RENDERINGS, type RendererName } from "@/lib/iis/render/renderings";

const HINTS: Partial<Record<RendererName, string>> = {
  appcmd:
    "It holds no password. Mappings that let people in stay disabled until the commands in its last comment have set theirs.",
  netsh: "It needs no password: it sets up what the binding asks a client for.",
};
const ASKS: Partial<Record<RendererName, string>> = {
  dsc: "It holds no password. Compiling it asks for the password of each mapped account and encrypts it for the node.",
  ansible: "It holds no password. It takes the password of each mapped account from your vault.",
};

/** Where the passwords come from; a warning where somebody has to type them. */
export function PasswordHint({ as }: { as: RendererName }) {
  if (!RENDERINGS[as].asksForPassword) {
    return (
      <Text size="sm" c="dimmed" maw={720}>
        {HINTS[as] ??
          "A comment stands in place of each password: only the server itself writes it, encrypted by IIS."}
      </Text>
    );
  }
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" maw={720}>
      <IconAlertTriangle
        size={16}
        color="light-dark(#c2410c, #ffa94d)"
        aria-hidden
        style={{ flex: "none", marginTop: 2 }}
      />
      <Text size="sm">
        {ASKS[as] ?? "It holds no password. When it runs, it asks for the password of each mapped account."}
      </Text>
    </Group>
  );
}
