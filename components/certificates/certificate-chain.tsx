"use client";

import { Anchor, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import classes from "@/components/certificates/certificate-chain.module.css";
import { AppLink } from "@/components/ui/app-link";
import { DaysLeft } from "@/components/ui/days-left";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { ChainNode } from "@/lib/api/certificate-chain";
import { certificateQueries } from "@/lib/queries/certificates";

/** The certificate among the stored ones: its issuers above, what it issued below. */
export function CertificateChain({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(certificateQueries.chain(id));
  if (error) return <ProblemAlert problem={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton height={96} aria-label="Loading" />;
  const { roots, missingIssuer } = data;
  return (
    <>
      {missingIssuer !== null && (
        <Text size="sm" mb="xs">
          The issuer above is not stored: {missingIssuer || "(no name)"}. Upload it to see the chain.
        </Text>
      )}
      {roots.map((root) => (
        <ul key={root.id} className={classes.tree} aria-label="Chain">
          <Node node={root} current={id} />
        </ul>
      ))}
    </>
  );
}

function Node({ node, current }: { node: ChainNode; current: string }) {
  const { id, displayName, notBefore, notAfter, isCa, mappings, proof, children, more } = node;
  const facts = [
    isCa && "CA",
    mappings > 0 && `mapped in ${mappings.toLocaleString("en")} ${mappings === 1 ? "draft" : "drafts"}`,
    proof === "signature" && "signature verified",
    proof === "names" && "names fit, signature not verifiable here",
  ];
  return (
    <li>
      <div className={classes.node}>
        {id === current ? (
          <Text span size="sm" fw={700} aria-current="true">
            {displayName}
          </Text>
        ) : (
          <Anchor component={AppLink} href={`/certificates/${id}`} size="sm">
            {displayName}
          </Anchor>
        )}
        <Text span size="sm">
          <DaysLeft notAfter={notAfter} notBefore={notBefore} />
        </Text>
        <Text span size="xs" c="dimmed">
          {facts.filter(Boolean).join(", ")}
        </Text>
      </div>
      {(children.length > 0 || more > 0) && (
        <ul>
          {children.map((child) => (
            <Node key={child.id} node={child} current={current} />
          ))}
          {more > 0 && (
            <li>
              <Text size="sm" c="dimmed" className={classes.node}>
                And {more.toLocaleString("en")} more that it issued
              </Text>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}
