type Value = string | number | boolean | null | undefined;

/** `?a=1&b=2` in the order given; what is empty is left out. */
export function searchParams(values: Readonly<Record<string, Value>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
