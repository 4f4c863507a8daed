import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

export interface CertificateSectionProps {
  /** Of the heading; a link may point to it. */
  id: string;
  title: string;
  /** What it is for, in a sentence. */
  about?: string;
  children: ReactNode;
}

export function CertificateSection({ id, title, about, children }: CertificateSectionProps) {
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" id={id} mb="xs">
        {title}
      </Title>
      {about && (
        <Text size="sm" c="dimmed" mb="sm" maw="72ch">
          {about}
        </Text>
      )}
      {children}
    </section>
  );
}
