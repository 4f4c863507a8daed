"use client";

import { Button, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { placeKey } from "@/components/deployments/place-key";
import { PushConfirmation } from "@/components/deployments/push-confirmation";
import { NO_DECISIONS, startTargets } from "@/components/deployments/push-decisions";
import { PushFooter } from "@/components/deployments/push-footer";
import { ReviewPlan } from "@/components/deployments/review-plan";
import { StepHeading } from "@/components/deployments/step-heading";
import { countPlaces } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { useNavigate } from "@/components/ui/use-navigate";
import { useUrlState } from "@/components/ui/use-url-state";
import type { PasswordPushPlan } from "@/lib/api/password-pushes";
import { passwordPushPlan, startPasswordPush } from "@/lib/queries/password-pushes";

/** Brings an account's password to the servers that have an older one: see what each push does, then confirm all of them. */
export function PushPassword({ accountId, initial }: { accountId: string; initial: PasswordPushPlan }) {
  const asked = useQuery(passwordPushPlan(accountId, initial));
  const start = useMutation(startPasswordPush(accountId));
  const navigate = useNavigate();
  const [{ step }, setUrl] = useUrlState({ step: "review" });
  const [decisions, setDecisions] = useState(NO_DECISIONS);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [message, setMessage] = useState("");
  const { userName, pushes } = asked.data ?? initial;
  const kept = pushes.map((push) => ({
    ...push,
    targets: push.targets.filter((target) => !left.has(placeKey(target))),
  }));
  const plans = kept.flatMap(({ targets }) => targets);
  const href = `/accounts/${accountId}`;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (start.isPending || start.isSuccess) return;
    const body = kept
      .filter(({ targets }) => targets.length > 0)
      .map(({ siteConfigId, revision, targets }) => ({
        siteConfigId,
        revision,
        targets: startTargets(targets, decisions),
      }));
    start.mutate(
      { message, pushes: body },
      {
        onSuccess: ({ deployments }) => {
          const numbers = deployments.map(({ number }) => number).join(", ");
          notifications.show({
            message: `Started ${deployments.length === 1 ? "deployment" : "deployments"} ${numbers}.`,
          });
          navigate(href);
        },
      },
    );
  }

  return (
    <>
      <PageHeader
        title={`Push the password of ${userName}`}
        crumbs={[
          { label: "Accounts", href: "/accounts" },
          { label: userName, href },
        ]}
        description="Each target gets the revision that is deployed there now, with the account's stored password. Nothing newer comes along."
      />
      {pushes.length === 0 ? (
        <EmptyState
          action={
            <Button component={AppLink} href={href} variant="default">
              Back to the account
            </Button>
          }
        >
          No server waits for this password. Servers whose agent keeps the passwords that are there are listed
          on the account's page.
        </EmptyState>
      ) : step === "confirm" ? (
        <form onSubmit={submit} noValidate>
          <StepHeading>Confirm</StepHeading>
          <Text size="sm" maw={720}>
            {kept.length === 1 ? "One deployment starts" : `${kept.length} deployments start together`}, each
            with the revision that is deployed. All start or none.
            {plans.length > 1 &&
              " One target comes first: where its agent can, it tries the password by a single logon. The others wait until it is verified there. If Windows refuses it, it goes nowhere else, so that the account is not locked out."}
          </Text>
          <PushConfirmation
            plans={plans}
            why={message}
            onWhy={setMessage}
            kept="Kept with the deployments and in the audit. Not the password."
          />
          {start.error && <ProblemAlert problem={start.error} title="The push did not start" />}
          <PushFooter status="Nothing has changed yet">
            <Button
              variant="default"
              onClick={() => setUrl({ step: "review" }, { history: "push" })}
              disabled={start.isPending}
            >
              Back
            </Button>
            <Button type="submit" loading={start.isPending || start.isSuccess} disabled={plans.length === 0}>
              Push to {countPlaces(plans.map(({ scope }) => scope))}
            </Button>
          </PushFooter>
        </form>
      ) : (
        <ReviewPlan
          plans={plans}
          decisions={decisions}
          onDecide={setDecisions}
          onLeaveOut={(key) => setLeft(new Set([...left, key]))}
          onAgain={() => {
            setDecisions(NO_DECISIONS);
            setLeft(new Set());
            void asked.refetch();
          }}
          pending={asked.isFetching}
          problem={asked.error}
          onNext={() => setUrl({ step: "confirm" }, { history: "push" })}
          also={`The stored password of ${userName} replaces the one that is there.`}
        />
      )}
    </>
  );
}
