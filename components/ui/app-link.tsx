"use client";

import Link, { type LinkProps } from "next/link";
import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<"a">, "href"> & { href: string; prefetch?: boolean };

/** A link inside the app. The one place where a computed address meets Next's typed routes. */
export function AppLink({ href, ...rest }: Props) {
  return <Link href={href as LinkProps<string>["href"]} {...rest} />;
}
