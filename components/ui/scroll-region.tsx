import type { HTMLAttributes } from "react";

/** What scrolls and holds nothing to stop at must itself be reachable by keyboard (WCAG 2.1.1). */
export function ScrollRegion({ label, ...rest }: { label: string } & HTMLAttributes<HTMLDivElement>) {
  const reachable = { tabIndex: 0, role: "group", "aria-label": label } as const;
  return <div {...rest} {...reachable} />;
}
