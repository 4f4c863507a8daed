"use client";

import { useState } from "react";
import { EnrolServerForm } from "@/components/servers/enrol-server-form";
import { EnrolmentCommand } from "@/components/servers/enrolment-command";
import type { EnrolmentTokenAnswer } from "@/lib/api/servers";

/** First what the token is for, then the command that carries it. Forgotten when the dialog closes. */
export function EnrolServerDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<EnrolmentTokenAnswer | null>(null);
  if (made === null) return <EnrolServerForm onMade={setMade} onCancel={onClose} />;
  return <EnrolmentCommand answer={made} onClose={onClose} />;
}
