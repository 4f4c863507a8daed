import {
  type Icon,
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleOff,
  IconCircleX,
  IconClock,
  IconGitCompare,
  IconHandStop,
  IconHelpCircle,
  IconInfoCircle,
  IconLoader,
  IconPencil,
  IconPlayerPause,
  IconPlugConnectedX,
  IconRefreshAlert,
} from "@tabler/icons-react";

export type Tone = "green" | "orange" | "red" | "blue" | "violet" | "grey";

export interface StateLook {
  tone: Tone;
  icon: Icon;
  word: string;
}

/** The one vocabulary of states: each has one colour, one icon and one word on every page. */
export const STATES = {
  "in-sync": { tone: "green", icon: IconCircleCheck, word: "In sync" },
  verified: { tone: "green", icon: IconCircleCheck, word: "Verified" },
  approved: { tone: "green", icon: IconCircleCheck, word: "Approved" },
  online: { tone: "green", icon: IconCircleCheck, word: "Online" },
  valid: { tone: "green", icon: IconCircleCheck, word: "Valid" },
  enabled: { tone: "green", icon: IconCircleCheck, word: "Enabled" },
  passed: { tone: "green", icon: IconCircleCheck, word: "Passed" },
  strong: { tone: "green", icon: IconCircleCheck, word: "Strong" },
  published: { tone: "green", icon: IconCircleCheck, word: "Published" },
  drifted: { tone: "orange", icon: IconGitCompare, word: "Drifted" },
  expiring: { tone: "orange", icon: IconAlertTriangle, word: "Expiring" },
  warning: { tone: "orange", icon: IconAlertTriangle, word: "Warning" },
  weak: { tone: "orange", icon: IconAlertTriangle, word: "Weak" },
  pushing: { tone: "blue", icon: IconLoader, word: "Pushing" },
  leased: { tone: "blue", icon: IconLoader, word: "Applying" },
  queued: { tone: "blue", icon: IconClock, word: "Queued" },
  paused: { tone: "orange", icon: IconPlayerPause, word: "Paused" },
  soaking: { tone: "blue", icon: IconClock, word: "Soaking" },
  aborted: { tone: "grey", icon: IconCircleOff, word: "Aborted" },
  failed: { tone: "red", icon: IconCircleX, word: "Failed" },
  undone: { tone: "red", icon: IconArrowBackUp, word: "Undone" },
  refused: { tone: "red", icon: IconCircleX, word: "Refused" },
  rejected: { tone: "red", icon: IconCircleX, word: "Rejected" },
  quarantined: { tone: "red", icon: IconHandStop, word: "Quarantined" },
  revoked: { tone: "red", icon: IconCircleX, word: "Revoked" },
  expired: { tone: "red", icon: IconCircleX, word: "Expired" },
  pending: { tone: "violet", icon: IconClock, word: "Pending" },
  "restart-pending": { tone: "violet", icon: IconRefreshAlert, word: "Restart pending" },
  "correction-held": { tone: "orange", icon: IconHandStop, word: "Correction held" },
  unpublished: { tone: "violet", icon: IconPencil, word: "Unpublished changes" },
  error: { tone: "red", icon: IconCircleX, word: "Error" },
  info: { tone: "blue", icon: IconInfoCircle, word: "Note" },
  allowed: { tone: "green", icon: IconCircleCheck, word: "Allowed" },
  denied: { tone: "red", icon: IconCircleX, word: "Denied" },
  unknown: { tone: "grey", icon: IconHelpCircle, word: "Unknown" },
  offline: { tone: "grey", icon: IconPlugConnectedX, word: "Offline" },
  never: { tone: "grey", icon: IconCircleDashed, word: "Never seen" },
  superseded: { tone: "grey", icon: IconCircleOff, word: "Superseded" },
  disabled: { tone: "grey", icon: IconCircleOff, word: "Disabled" },
} as const satisfies Record<string, StateLook>;

export type StateName = keyof typeof STATES;
