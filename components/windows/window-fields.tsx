"use client";

import { Button, Chip, Fieldset, Group, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { windowWords } from "@/lib/api/maintenance-windows";
import type { WindowInput } from "@/lib/api/windows";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

export interface WindowFieldsProps {
  label: string;
  value: WindowInput;
  onChange: (window: WindowInput) => void;
  onRemove: () => void;
}

/** One weekly window: days, start, length and the time zone that they are meant in. */
export function WindowFields({ label, value, onChange, onRemove }: WindowFieldsProps) {
  const set = (part: Partial<WindowInput>) => onChange({ ...value, ...part });
  const two = (part: number) => String(part).padStart(2, "0");
  return (
    <Fieldset legend={label}>
      <Chip.Group
        multiple
        value={value.weekdays.map(String)}
        onChange={(days) => set({ weekdays: days.map(Number) })}
      >
        <Group gap={4} mb="sm" role="group" aria-label="Days on which it opens">
          {DAYS.map((day, index) => (
            <Chip key={day} value={String(index + 1)} size="xs" variant="outline">
              {day}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group align="flex-end" gap="sm">
        <TextInput
          type="time"
          label="Opens at"
          value={`${two(Math.floor(value.startMinute / 60))}:${two(value.startMinute % 60)}`}
          onChange={(event) => {
            const [hours = 0, minutes = 0] = event.currentTarget.value.split(":").map(Number);
            set({ startMinute: (hours * 60 + minutes) % 1440 || 0 });
          }}
          w={136}
        />
        <NumberInput
          label="Length (min)"
          min={1}
          max={10_080}
          allowDecimal={false}
          value={value.lengthMinutes}
          onChange={(next) => set({ lengthMinutes: Number(next) || 1 })}
          w={136}
        />
        <Select
          label="Time zone"
          data={ZONES.includes(value.timeZone) ? ZONES : [value.timeZone, ...ZONES]}
          value={value.timeZone}
          onChange={(timeZone) => timeZone !== null && set({ timeZone })}
          allowDeselect={false}
          searchable
          limit={100}
          w={220}
        />
      </Group>
      <Group justify="space-between" gap="xs" mt="sm" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {value.weekdays.length === 0 ? "Choose at least one day." : windowWords(value)}
        </Text>
        <Button variant="default" size="xs" onClick={onRemove} aria-label={`Remove ${label.toLowerCase()}`}>
          Remove
        </Button>
      </Group>
    </Fieldset>
  );
}
