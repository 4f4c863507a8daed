import { Anchor, Text } from "@mantine/core";
import type { Metadata } from "next";
import { Suspense } from "react";
import { jsonSchema } from "@/app/api/_openapi/document";
import { type OperationRow, operationRows } from "@/app/api/_openapi/rows";
import { typeText } from "@/app/api/_openapi/type-text";
import { type DescribedOperation, OperationList } from "@/components/api-docs/operation-list";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";

export const metadata: Metadata = { title: "API" };

export default function ApiDocsPage() {
  return (
    <>
      <PageHeader
        title="API"
        description="What scripts and pipelines can ask, with an API token: Authorization: Bearer certmap_..."
      />
      <Text size="sm" mb="lg">
        The same as OpenAPI 3.1:{" "}
        <Anchor href="/api/v1/openapi.json" underline="always">
          openapi.json
        </Anchor>
        . Errors are problem+json with a stable code; a POST with an Idempotency-Key happens once.
      </Text>
      <Suspense fallback={<TableSkeleton />}>
        <Operations />
      </Suspense>
    </>
  );
}

async function Operations() {
  await requireActor();
  const byNoun = new Map<string, OperationRow[]>();
  for (const row of operationRows()) byNoun.set(row.noun, [...(byNoun.get(row.noun) ?? []), row]);
  return (
    <OperationList nouns={[...byNoun].map(([noun, rows]) => ({ noun, operations: rows.map(described) }))} />
  );
}

function described({ method, path, operation, roles }: OperationRow): DescribedOperation {
  const { summary, query, body, bytes, answer, file, takesVersion, givesVersion } = operation;
  const notes = [
    roles === null ? "Takes a link's own token." : `Roles: ${roles.join(", ")}.`,
    ...(takesVersion ? ["Takes If-Match."] : []),
    ...(givesVersion ? ["Gives an ETag."] : []),
    ...(bytes ? ["The body is the file's bytes, as application/octet-stream."] : []),
    ...(file === undefined ? [] : [`Answers ${file}.`]),
  ];
  const parts = [
    ...(query ? [{ title: "Query", text: typeText(jsonSchema(query, "input")) }] : []),
    ...(body ? [{ title: "Body", text: typeText(jsonSchema(body, "input")) }] : []),
    ...(answer ? [{ title: "Answer", text: typeText(jsonSchema(answer, "output")) }] : []),
  ];
  return { method, path, summary, who: notes.join(" "), parts };
}
