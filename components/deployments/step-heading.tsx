"use client";

import { Title } from "@mantine/core";
import { useEffect, useRef } from "react";

/** Takes the focus when a step comes, so that a screen reader reads on there and Tab goes on from there. */
export function StepHeading({ children, focus = true }: { children: string; focus?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) heading.current?.focus();
  }, [focus]);
  return (
    <Title order={2} size="h4" mb={4} ref={heading} tabIndex={-1} style={{ outline: "none" }}>
      {children}
    </Title>
  );
}
