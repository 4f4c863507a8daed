"use client";

import { EnrolServerButton } from "@/components/servers/enrol-server-button";
import { SampleServerButton } from "@/components/servers/sample-server-button";

/** The main action of the list, and the lesser one before it. */
export function ServerActions() {
  return (
    <>
      <SampleServerButton />
      <EnrolServerButton />
    </>
  );
}
