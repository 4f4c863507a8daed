import type { FindingEntry } from "@/lib/iis/lint/finding";
import type { ManyToOneMapping, MappingSection, Rule, SiteConfig } from "@/lib/iis/site-config";

/** Small changes for mechanical fixes: copies, never the config that was handed in. */

type Edit = (config: SiteConfig) => SiteConfig;

export function editSection(change: (section: MappingSection) => MappingSection): Edit {
  return (config) => {
    const section = config.iisClientCertificateMappingAuthentication;
    return section ? { ...config, iisClientCertificateMappingAuthentication: change(section) } : config;
  };
}

export function editMapping(index: number, change: (mapping: ManyToOneMapping) => ManyToOneMapping): Edit {
  return editSection((section) => ({
    ...section,
    manyToOneMappings: section.manyToOneMappings.map((mapping, i) =>
      i === index ? change(mapping) : mapping,
    ),
  }));
}

export function editRule({ index, rule }: FindingEntry, change: (rule: Rule) => Rule): Edit {
  return editMapping(index, (mapping) => ({
    ...mapping,
    rules: mapping.rules.map((one, i) => (i === rule ? change(one) : one)),
  }));
}

export function removeRule({ index, rule }: FindingEntry): Edit {
  return editMapping(index, (mapping) => ({ ...mapping, rules: mapping.rules.filter((_, i) => i !== rule) }));
}

/** Takes one entry out of its list. */
export function removeEntry({ list, index }: FindingEntry): Edit {
  return editSection((section) =>
    list === "oneToOneMappings"
      ? { ...section, oneToOneMappings: section.oneToOneMappings.filter((_, i) => i !== index) }
      : { ...section, manyToOneMappings: section.manyToOneMappings.filter((_, i) => i !== index) },
  );
}

export function disableEntry({ list, index }: FindingEntry): Edit {
  const off = <T extends { enabled: boolean }>(entry: T, i: number): T =>
    i === index ? { ...entry, enabled: false } : entry;
  return editSection((section) =>
    list === "oneToOneMappings"
      ? { ...section, oneToOneMappings: section.oneToOneMappings.map(off) }
      : { ...section, manyToOneMappings: section.manyToOneMappings.map(off) },
  );
}

export function moveToEnd(index: number): Edit {
  return editSection((section) => {
    const rest = section.manyToOneMappings.filter((_, i) => i !== index);
    return { ...section, manyToOneMappings: [...rest, ...section.manyToOneMappings.slice(index, index + 1)] };
  });
}
