"use client";

import { Checkbox, Group, MultiSelect, NumberInput, Stack, Switch, Text, Textarea } from "@mantine/core";
import { type Place, placeKey } from "@/components/deployments/place-key";
import { placeName } from "@/components/targets/scope-name";
import type { StartDeployment, TargetPlan } from "@/lib/api/deployments";
import { openingWords } from "@/lib/api/maintenance-windows";

/** What the person says about how the push goes. */
export interface RolloutChoice {
  inWaves: boolean;
  /** Keys of the places that go first. */
  canary: string[];
  waveSize: number;
  soakMinutes: number;
  stopOnFailure: boolean;
  override: boolean;
  overrideReason: string;
}

export const NO_WAVES: RolloutChoice = {
  inWaves: false,
  canary: [],
  waveSize: 0,
  soakMinutes: 0,
  stopOnFailure: true,
  override: false,
  overrideReason: "",
};

/** The choice as the request has it: the canary's targets come first. */
export function rolloutBody(
  targets: StartDeployment["targets"],
  choice: RolloutChoice,
): Pick<StartDeployment, "targets" | "rollout" | "windowOverride"> {
  const { inWaves, waveSize, soakMinutes, stopOnFailure, override, overrideReason } = choice;
  const isCanary = (place: Place) => inWaves && choice.canary.includes(placeKey(place));
  const canary = targets.filter(isCanary);
  return {
    targets: [...canary, ...targets.filter((target) => !isCanary(target))],
    ...(inWaves && {
      rollout: { canaryCount: canary.length, waveSize, soakSeconds: soakMinutes * 60, stopOnFailure },
    }),
    ...(override && { windowOverride: overrideReason }),
  };
}

export interface RolloutFieldsProps {
  plans: readonly TargetPlan[];
  value: RolloutChoice;
  onChange: (choice: RolloutChoice) => void;
}

/** In which steps so many targets get the push. */
function sayWaves(targets: number, { canary, waveSize, soakMinutes }: RolloutChoice): string {
  const rest = targets - canary.length;
  const waves = waveSize === 0 ? Math.min(rest, 1) : Math.ceil(rest / waveSize);
  if (waves + Math.min(canary.length, 1) <= 1)
    return `All ${targets.toLocaleString("en")} targets still get it at once. Choose a canary or a number of targets.`;
  const steps =
    waves === 1
      ? `the other ${rest.toLocaleString("en")} at once`
      : `${waves.toLocaleString("en")} waves of at most ${waveSize.toLocaleString("en")}`;
  const words =
    canary.length === 0
      ? steps
      : `First the canary (${canary.length.toLocaleString("en")} of ${targets.toLocaleString("en")}), then ${steps}`;
  const wait =
    soakMinutes === 0
      ? "Each begins when the one before has ended."
      : `${soakMinutes.toLocaleString("en")} ${soakMinutes === 1 ? "minute is" : "minutes are"} waited after each.`;
  return `${words}. ${wait}`;
}

/** Waves, and maintenance windows where one is closed. */
export function RolloutFields({ plans, value, onChange }: RolloutFieldsProps) {
  const set = (part: Partial<RolloutChoice>) => onChange({ ...value, ...part });
  const closed = plans.flatMap(({ opens, serverName }) => (opens ? [{ opens, serverName }] : []));
  const first = closed.toSorted((one, other) => one.opens.at.localeCompare(other.opens.at))[0];
  return (
    <Stack gap="sm" mb="md" maw={720}>
      {plans.length > 1 && (
        <Switch
          label="Push in waves"
          description="A canary first, then the rest in steps. Otherwise all targets get it at once."
          checked={value.inWaves}
          onChange={(event) => set({ inWaves: event.currentTarget.checked })}
        />
      )}
      {value.inWaves && plans.length > 1 && (
        <>
          <MultiSelect
            label="Canary"
            description="Goes first. Without one, the first wave does."
            data={plans.map((plan) => ({
              value: placeKey(plan),
              label: placeName(plan.serverName, plan.scope),
            }))}
            value={value.canary}
            onChange={(canary) => set({ canary })}
            limit={100}
            searchable
            clearable
          />
          <Group align="flex-end" gap="md">
            <NumberInput
              label="Targets in each wave"
              description="0: all the rest at once"
              min={0}
              max={1000}
              allowDecimal={false}
              value={value.waveSize}
              onChange={(next) => set({ waveSize: Number(next) || 0 })}
              w={200}
            />
            <NumberInput
              label="Soak for minutes"
              description="Waited after each wave"
              min={0}
              max={10_080}
              allowDecimal={false}
              value={value.soakMinutes}
              onChange={(next) => set({ soakMinutes: Number(next) || 0 })}
              w={200}
            />
          </Group>
          <Text size="sm" role="status">
            {sayWaves(plans.length, value)}
          </Text>
          <Checkbox
            label="Stop at the first failure"
            checked={value.stopOnFailure}
            onChange={(event) => set({ stopOnFailure: event.currentTarget.checked })}
          />
        </>
      )}
      {first !== undefined && (
        <>
          <Text size="sm">
            {closed.length === 1
              ? `${first.serverName} waits for its maintenance window`
              : `${closed.length.toLocaleString("en")} targets wait for their maintenance windows`}
            . The first opens {openingWords({ ...first.opens, at: Date.parse(first.opens.at) })}.
          </Text>
          <Checkbox
            label="Do not wait for maintenance windows"
            checked={value.override}
            onChange={(event) => set({ override: event.currentTarget.checked })}
          />
          {value.override && (
            <Textarea
              label="Why it cannot wait"
              value={value.overrideReason}
              onChange={(event) => set({ overrideReason: event.currentTarget.value })}
              maxLength={500}
              autosize
              required
            />
          )}
        </>
      )}
    </Stack>
  );
}
