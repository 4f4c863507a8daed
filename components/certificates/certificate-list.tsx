"use client";

import { Button } from "@mantine/core";
import { IconCertificate, IconUpload } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CERTIFICATE_COLUMNS } from "@/components/certificates/certificate-columns";
import { CertificateFilters } from "@/components/certificates/certificate-filters";
import { ChosenCertificates } from "@/components/certificates/chosen-certificates";
import { DropAnywhere } from "@/components/certificates/drop-anywhere";
import { MoreCertificateActions } from "@/components/certificates/more-certificate-actions";
import { UploadDialog } from "@/components/certificates/upload-dialog";
import { useUploads } from "@/components/certificates/use-uploads";
import { useMay } from "@/components/shell/rights";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { useUrlState } from "@/components/ui/use-url-state";
import { type CertificateItem, certificateQuerySchema } from "@/lib/api/certificates";
import { type CertificateFilter, certificateQueries } from "@/lib/queries/certificates";
import { filterOf } from "@/lib/queries/filter-of";
import type { Initial } from "@/lib/queries/pages";

const UNFILTERED = { query: "", validity: "all", mapped: "any", use: "any", tag: "", owner: "" };
const DEFAULTS = { ...UNFILTERED, sort: "-createdAt", upload: "" };

export function CertificateList({ initial }: { initial: Initial<CertificateFilter, CertificateItem> }) {
  const [address, setAddress] = useUrlState(DEFAULTS);
  const { upload, ...asked } = address;
  const filter = filterOf(certificateQuerySchema, asked);
  const list = useInfiniteQuery(certificateQueries.list(filter, initial));
  const uploads = useUploads();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const mayWrite = useMay("certificate.write");
  const opened = upload === "open" && mayWrite;

  function open() {
    setAddress({ upload: "open" });
  }
  function close() {
    setAddress({ upload: "" });
    uploads.intake.clear();
  }
  function addFiles(files: File[]) {
    open();
    void uploads.intake.add(files);
  }

  const button = mayWrite && (
    <Button leftSection={<IconUpload size={16} aria-hidden />} onClick={open}>
      Upload certificates
    </Button>
  );
  const total = list.data?.pages[0]?.total ?? 0;
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Object.entries(UNFILTERED).some(([name, value]) => Reflect.get(filter, name) !== value);
  return (
    <>
      <PageHeader
        title="Certificates"
        description={`Client certificates that people and machines sign in with.${mayWrite ? " Drop files anywhere on this page, or paste a certificate." : ""}`}
        action={
          <>
            <MoreCertificateActions some={total > 0 || filtered} />
            {(total > 0 || filtered) && button}
          </>
        }
      />
      {list.error && <ProblemAlert problem={list.error} onRetry={() => list.refetch()} />}
      <DataTable
        label="Certificates"
        noun={["certificate", "certificates"]}
        columns={CERTIFICATE_COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        total={total}
        onRowHref={(row) => `/certificates/${row.id}`}
        sort={filter.sort}
        onSortChange={(sort) => setAddress({ sort })}
        hasNextPage={list.hasNextPage}
        isFetchingNextPage={list.isFetchingNextPage}
        fetchNextPage={list.fetchNextPage}
        stale={list.isPlaceholderData}
        toolbar={
          <CertificateFilters
            filter={filter}
            onChange={(patch) => {
              setAddress(patch);
              setChosen(new Set());
            }}
          />
        }
        selection={
          mayWrite
            ? { selected: chosen, onChange: setChosen, rowLabel: (row) => `Choose ${row.displayName}` }
            : undefined
        }
        empty={
          filtered ? (
            <EmptyState
              action={
                <Button variant="default" onClick={() => setAddress(UNFILTERED)}>
                  Show all
                </Button>
              }
            >
              No certificate is like that.
            </EmptyState>
          ) : (
            <EmptyState icon={IconCertificate} action={button}>
              Certificates to be mapped are kept here.
              {mayWrite &&
                " Export one from Windows as .cer and drop it on this page, or paste its text with Ctrl+V."}
            </EmptyState>
          )
        }
      />
      <ChosenCertificates
        // Of those that are shown: no button changes what is not seen.
        ids={rows.map(({ id }) => id).filter((id) => chosen.has(id))}
        onClear={() => setChosen(new Set())}
      />
      <UploadDialog opened={opened} onClose={close} uploads={uploads} />
      {mayWrite && <DropAnywhere onFiles={addFiles} />}
    </>
  );
}
