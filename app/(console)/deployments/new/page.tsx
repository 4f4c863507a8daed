import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Refused } from "@/app/_pages/refused";
import { NewDeployment } from "@/components/deployments/new-deployment";
import { NoRevision } from "@/components/deployments/no-revision";
import { PushHeader } from "@/components/deployments/push-header";
import { DetailSkeleton } from "@/components/ui/skeletons";
import { requireActor } from "@/lib/auth/current-actor";
import { may } from "@/lib/auth/permissions";
import { getSiteConfig } from "@/lib/services/site-configs/get";

export const metadata: Metadata = { title: "Push" };
type Props = PageProps<"/deployments/new">;

export default function NewDeploymentPage(props: Props) {
  return (
    <Suspense fallback={<DetailSkeleton />}>
      <Push {...props} />
    </Suspense>
  );
}

/** `?siteConfig=<id>&revision=<n>`, and targets chosen beforehand as `&target=<server id>:<scope>`. `&rejects=<n>`: a rollback. */
async function Push({ searchParams }: Props) {
  const actor = await requireActor();
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return <Refused error={allowed.error} />;
  const { siteConfig, revision, rejects, target = [] } = await searchParams;
  const found = await getSiteConfig(actor, String(siteConfig));
  if (!found.ok && found.error.code === "not-found") notFound();
  if (!found.ok) return <Refused error={found.error} />;
  const { id, name, revisions } = found.value;
  const pushed =
    revision === undefined ? revisions[0] : revisions.find((each) => each.number === Number(revision));
  if (pushed === undefined) return <NoRevision siteConfigId={id} siteConfigName={name} />;
  const rejected = revisions.find(({ number }) => number === Number(rejects) && number > pushed.number);
  return (
    <>
      <PushHeader
        siteConfigId={id}
        siteConfigName={name}
        revision={pushed}
        newest={revisions[0]?.number}
        rejects={rejected?.number}
      />
      <NewDeployment
        key={`${id} ${pushed.number} ${target}`}
        pushed={{ siteConfigId: id, siteConfigName: name, revision: pushed, rejects: rejected?.number }}
        chosen={typeof target === "string" ? [target] : target}
      />
    </>
  );
}
