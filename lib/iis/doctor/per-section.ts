import type { MappingSection } from "@/lib/iis/site-config";

/**
 * The same work done once for a section at one moment: a plan of a push looks at one revision on a thousand servers, and its certificates
 * are the same on each. Forgotten with the section.
 */
export function perSection<T>(
  work: (section: MappingSection, now: number) => T,
): (section: MappingSection, now: number) => T {
  const done = new WeakMap<MappingSection, { now: number; value: T }>();
  return (section, now) => {
    const known = done.get(section);
    if (known?.now === now) return known.value;
    const value = work(section, now);
    done.set(section, { now, value });
    return value;
  };
}
