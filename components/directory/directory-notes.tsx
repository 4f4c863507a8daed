import { Code, List, Stack, Text, Title } from "@mantine/core";

/** What a site needs before these values do anything, and what they exclude. */
export function DirectoryNotes() {
  return (
    <Stack component="section" gap="xs" maw={760}>
      <Title order={2} size="h4">
        What a site needs for it
      </Title>
      <List size="sm" spacing={4}>
        <List.Item>
          The role service <Code>Web-Client-Auth</Code>, and the section{" "}
          <Code>clientCertificateMappingAuthentication</Code> enabled: <i>Settings</i> of the site config.
        </List.Item>
        <List.Item>
          The DS mapper on the binding: <Code>netsh http update sslcert ipport=... dsmapperusage=enable</Code>
          . IIS Manager sets it by itself, every other way does not. It counts for every site on that address
          and port.
        </List.Item>
        <List.Item>
          A client certificate setting of the site that asks for one, and a server in the domain of the
          accounts.
        </List.Item>
      </List>
      <Text size="sm">
        Mapping through Active Directory and many-to-one mappings of IIS exclude each other on one site:
        Microsoft says that they cannot be used together. One-to-one mappings of IIS need none of this.
      </Text>
    </Stack>
  );
}
