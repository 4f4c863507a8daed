import {
  type Icon,
  IconCertificate,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconListCheck,
  IconRocket,
  IconServer,
  IconSettings,
  IconUsers,
} from "@tabler/icons-react";
import type { Right } from "@/lib/api/rights";

export interface Place {
  href: string;
  label: string;
  icon: Icon;
  /** What is there, for the search over pages. */
  description: string;
  /** Who may not, does not see the way there. */
  right?: Right;
}

/** In the order of the work. */
export const PLACES: readonly Place[] = [
  {
    href: "/overview",
    label: "Overview",
    icon: IconLayoutDashboard,
    description: "What is in sync, what expires, what needs you",
  },
  {
    href: "/certificates",
    label: "Certificates",
    icon: IconCertificate,
    description: "Upload .cer files and get the text that IIS wants",
  },
  {
    href: "/accounts",
    label: "Accounts",
    icon: IconUsers,
    description: "Windows accounts and their passwords",
  },
  {
    href: "/site-configs",
    label: "Site configs",
    icon: IconListCheck,
    description: "Which certificate becomes which account, and the site's settings",
  },
  {
    href: "/servers",
    label: "Servers",
    icon: IconServer,
    description: "IIS servers, their sites and agents",
  },
  { href: "/deployments", label: "Deployments", icon: IconRocket, description: "Pushes and their results" },
  { href: "/access", label: "Access", icon: IconKey, description: "Who maps to which account, everywhere" },
  {
    href: "/audit",
    label: "Audit",
    icon: IconHistory,
    description: "Who changed what, and when",
    right: "audit.read",
  },
  {
    href: "/settings",
    label: "Settings",
    icon: IconSettings,
    description:
      "Your password, second factors and sessions; people and their roles; API tokens; forwarding of audit events",
  },
];
