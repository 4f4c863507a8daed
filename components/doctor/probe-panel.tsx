"use client";

import { Button, Group, Select, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { TaskLine } from "@/components/doctor/task-line";
import { useMay } from "@/components/shell/rights";
import classes from "@/components/ui/entry-list.module.css";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { Doctor } from "@/lib/api/doctor";
import { doctorMutations } from "@/lib/queries/doctor";

/** A real TLS handshake from the server itself, on demand and with every push. */
export function ProbePanel({ doctor }: { doctor: Doctor }) {
  const mayLook = useMay("server.look");
  const mayPush = useMay("deployment.start");
  const { bindings, target, tasks } = doctor;
  const [chosen, setChosen] = useState<string | null>(null);
  const [certificate, setCertificate] = useState("");
  const ask = useMutation(doctorMutations.ask(doctor.server.id));
  const binding = bindings.find((each) => each.bindingInformation === chosen) ?? bindings[0];
  return (
    <section aria-labelledby="probe">
      <Title order={2} size="h4" id="probe">
        Probe
      </Title>
      <Text size="sm" maw={720}>
        The agent asks the site over a TLS handshake of its own and compares the answer with what the
        configuration should make of it. Without a certificate that verifies the configuration, not a sign-in.
      </Text>
      {binding === undefined ? (
        <Text size="sm" c="dimmed" mt="xs">
          The site has no https binding in the agent's last report.
        </Text>
      ) : (
        <Stack gap="xs" mt="xs" maw={720}>
          {bindings.length > 1 && (
            <Select
              label="Binding"
              data={bindings.map((each) => each.bindingInformation)}
              value={binding.bindingInformation}
              onChange={setChosen}
              allowDeselect={false}
            />
          )}
          <Text size="sm">
            <b>Predicted for {binding.bindingInformation}, without a certificate:</b>{" "}
            {binding.prediction.words}, because {binding.prediction.because}.
          </Text>
          {mayLook && mayPush && (
            <TextInput
              label="Certificate to show (optional)"
              description="Thumbprint (SHA-1) of a certificate in LocalMachine\My of the server; its key stays there. Windows only. Then the site should let the request in; that shows a sign-in only where anonymous authentication is off and a mapping is on."
              value={certificate}
              onChange={(event) => setCertificate(event.currentTarget.value)}
              spellCheck={false}
              autoComplete="off"
              styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            />
          )}
          {mayLook && (
            <Group>
              <Button
                variant="default"
                loading={ask.isPending}
                disabled={!doctor.server.approved}
                onClick={() =>
                  ask.mutate({
                    kind: "probe",
                    site: doctor.site,
                    binding: binding.bindingInformation,
                    ...(certificate.trim() !== "" && { certificate }),
                  })
                }
              >
                Probe now
              </Button>
            </Group>
          )}
        </Stack>
      )}
      {ask.error && <ProblemAlert problem={ask.error} title="The agent was not asked" />}
      {target && <PushProbe target={target} disabled={!mayPush} />}
      {tasks.length > 0 && (
        <>
          <Title order={3} size="h5" mt="md" id="asked">
            Asked lately
          </Title>
          <ul className={classes.list} aria-labelledby="asked" aria-live="polite">
            {tasks.map((task) => (
              <TaskLine key={task.id} task={task} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function PushProbe({ target, disabled }: { target: NonNullable<Doctor["target"]>; disabled: boolean }) {
  const set = useMutation(doctorMutations.setProbe(target.id));
  const on = (set.isPending ? set.variables : target.probe) !== "off";
  return (
    <>
      <Switch
        mt="md"
        label="Probe with every push to this site"
        description="After a push the agent probes each https binding, at most 8. When one does not answer as predicted, the push is undone. Cutting somebody off is never held up by it."
        checked={on}
        disabled={disabled}
        onChange={(event) => set.mutate(event.currentTarget.checked ? "withoutCertificate" : "off")}
      />
      {set.error && <ProblemAlert problem={set.error} title="Nothing was changed" />}
    </>
  );
}
