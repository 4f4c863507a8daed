import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { certificateChainSchema } from "@/lib/api/certificate-chain";
import {
  batchAnswerSchema,
  type CertificateDetail,
  type CertificateItem,
  type CertificateLabels,
  type CertificateQuery,
  certificateDetailSchema,
  certificateItemSchema,
  certificateLabelsSchema,
  certificatePageSchema,
  certificateQuerySchema,
  type LabelCertificates,
  labelAnswerSchema,
  type UpdateCertificate,
  upnMatchesSchema,
} from "@/lib/api/certificates";
import { filterOf } from "@/lib/queries/filter-of";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { request, send } from "@/lib/queries/request";

const PATH = "/api/v1/certificates";
export type CertificateFilter = FilterOf<CertificateQuery>;

export const certificateQueries = {
  list: (filter: CertificateFilter, initial?: Initial<CertificateFilter, CertificateItem>) =>
    pages("certificates", PATH, certificatePageSchema, filter, initial),
  /** All that hold the text, newest first. */
  search: (query: string) =>
    pages("certificates", PATH, certificatePageSchema, filterOf(certificateQuerySchema, { query })),
  labels: (initialData?: CertificateLabels) =>
    queryOptions({
      queryKey: ["certificates", "labels"],
      queryFn: ({ signal }) => request(certificateLabelsSchema, `${PATH}/labels`, { signal }),
      initialData,
    }),
  /** The certificate's own bytes. They never change. */
  der: (id: string) =>
    queryOptions({
      queryKey: ["certificates", id, "der"],
      queryFn: async ({ signal }) => {
        const response = await send(certificateFileHref(id, "der"), { signal });
        return new Uint8Array(await response.arrayBuffer());
      },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  chain: (id: string) =>
    queryOptions({
      queryKey: ["certificates", id, "chain"],
      queryFn: ({ signal }) => request(certificateChainSchema, `${PATH}/${id}/chain`, { signal }),
    }),
  detail: (id: string, initialData?: CertificateDetail) =>
    queryOptions({
      queryKey: ["certificates", id],
      queryFn: ({ signal }) => request(certificateDetailSchema, `${PATH}/${id}`, { signal }),
      initialData,
    }),
};

export const certificateMutations = {
  /** Certificates as blobs; each has its own answer. */
  uploadBatch: () =>
    mutationOptions({
      mutationFn: ({ certificates, signal }: { certificates: string[]; signal: AbortSignal }) =>
        request(batchAnswerSchema, `${PATH}/batches`, { method: "POST", body: { certificates }, signal }),
    }),
  /** Blobs of stored certificates that name these user principal names. */
  findByUpn: () =>
    mutationOptions({
      meta: { readsOnly: true },
      mutationFn: (upns: string[]) =>
        request(upnMatchesSchema, `${PATH}/upn-matches`, { method: "POST", body: { upns } }),
    }),
  update: () =>
    mutationOptions({
      mutationFn: ({ id, version, ...body }: UpdateCertificate & { id: string; version: number }) =>
        request(certificateItemSchema, `${PATH}/${id}`, { method: "PATCH", body, version }),
    }),
  /** One change of many. */
  label: () =>
    mutationOptions({
      mutationFn: (body: LabelCertificates) =>
        request(labelAnswerSchema, `${PATH}/labels`, { method: "POST", body }),
    }),
  remove: () =>
    mutationOptions({
      mutationFn: async (id: string) => {
        await send(`${PATH}/${id}`, { method: "DELETE" });
      },
    }),
};

/** Where the browser downloads a certificate: `blob` is the one-line base64 that IIS wants. */
export function certificateFileHref(id: string, as: "blob" | "der" | "pem"): string {
  return `${PATH}/${id}/file?as=${as}`;
}
