"use client";

import { Autocomplete, type AutocompleteProps, type ComboboxItem, Text } from "@mantine/core";
import { DOTTED_SUBFIELDS, NAMED_SUBFIELDS, type Subfield } from "@/lib/iis/subfields";

const ALL = [...NAMED_SUBFIELDS, ...DOTTED_SUBFIELDS];
const BY_NAME = new Map(ALL.map((each) => [each.subField, each]));
const namesOf = (list: readonly Subfield[]) => list.map(({ subField }) => subField);

const DATA = [
  { group: "Names that IIS knows", items: namesOf(NAMED_SUBFIELDS) },
  { group: "By OID (any other can be typed)", items: namesOf(DOTTED_SUBFIELDS) },
];

/** In words what a subfield is; null for one that is in no list. */
export function subfieldHelp(subField: string): string | null {
  const known = BY_NAME.get(subField);
  return known ? `${known.title}. ${known.means} Such as ${known.example}.` : null;
}

function isLike(text: string, { subField, oid, title, means }: Subfield): boolean {
  return [subField, oid, title, means].some((each) => each.toLowerCase().includes(text));
}

/** What was typed narrows the list; what was chosen does not: the others stay in sight. */
const filter: AutocompleteProps["filter"] = ({ options, search }) => {
  const text = search.trim().toLowerCase();
  if (text === "" || BY_NAME.has(search.trim())) return options;
  const like = (name: string) => {
    const known = BY_NAME.get(name);
    return known !== undefined && isLike(text, known);
  };
  return options.map((option) =>
    "group" in option
      ? { ...option, items: option.items.filter((item) => like((item as ComboboxItem).value)) }
      : option,
  );
};

export interface SubfieldInputProps {
  /** Names the field: "Rule 1: subfield". */
  label: string;
  value: string;
  onChange: (subField: string) => void;
  error?: string;
  form: string;
}

/** A subfield by the name that IIS knows, each explained, or by its dotted OID. */
export function SubfieldInput({ label, value, onChange, error, form }: SubfieldInputProps) {
  return (
    <Autocomplete
      aria-label={label}
      placeholder="O, CN, 2.5.4.5, ..."
      data={DATA}
      value={value}
      onChange={(typed) => onChange(typed.trim())}
      filter={filter}
      error={error}
      form={form}
      spellCheck={false}
      autoCapitalize="none"
      comboboxProps={{ width: 380, position: "bottom-start" }}
      maxDropdownHeight={320}
      renderOption={({ option }) => {
        const known = BY_NAME.get(option.value);
        return (
          <div>
            <Text size="sm">
              <b>{known?.title}</b> {known?.subField === known?.oid ? "" : `(${known?.subField})`}
            </Text>
            <Text size="xs" c="dimmed">
              {known?.means} Such as {known?.example}. OID {known?.oid}
            </Text>
          </div>
        );
      }}
    />
  );
}
