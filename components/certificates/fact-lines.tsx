import { Stack } from "@mantine/core";
import { Children, type ReactNode } from "react";

/** The values of one fact, each on its own line; "none" says that the certificate holds none. */
export function FactLines({ children, none = "none" }: { children?: ReactNode; none?: string }) {
  return Children.count(children) === 0 ? none : <Stack gap={4}>{children}</Stack>;
}
