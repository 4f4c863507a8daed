"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { IfMay } from "@/components/shell/rights";
import { Confirm } from "@/components/ui/confirm";
import { useNavigate } from "@/components/ui/use-navigate";
import type { CertificateDetail } from "@/lib/api/certificates";
import { certificateMutations } from "@/lib/queries/certificates";

export function DeleteCertificate({ certificate }: { certificate: CertificateDetail }) {
  const [opened, { open, close }] = useDisclosure(false);
  const navigate = useNavigate();
  const remove = useMutation(certificateMutations.remove());
  const places = [...new Set(certificate.usedIn.map((use) => use.siteConfigName))];
  return (
    <IfMay right="certificate.write">
      <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
        Delete
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={
          places.length > 0 ? `${certificate.displayName} is in use` : `Delete ${certificate.displayName}?`
        }
        confirm="Delete the certificate"
        onConfirm={() => remove.mutate(certificate.id, { onSuccess: () => navigate("/certificates") })}
        pending={remove.isPending}
        problem={remove.error}
        blocked={places.length > 0}
      >
        {places.length === 0
          ? "No site config maps it. Published revisions keep their own copy. You can upload it again later."
          : `It is mapped in ${places.join(", ")}. Remove these mappings first.`}
      </Confirm>
    </IfMay>
  );
}
