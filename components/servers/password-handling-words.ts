import type { PasswordHandling } from "@/lib/iis/password-handling";

interface Words {
  label: string;
  explanation: string;
  /** A choice that leaves a password readable must never look like the others. */
  risk: boolean;
}

/** What the agent does with a password that the server does not hold yet, in plain words. */
export const PASSWORD_HANDLING_WORDS: Record<PasswordHandling, Words> = {
  refuse: {
    label: "Refuses new passwords",
    explanation:
      "A push that brings a password the server does not hold yet is refused. Passwords that are there stay as they are.",
    risk: false,
  },
  omit: {
    label: "Leaves new passwords out",
    explanation:
      "A new mapping is written without its password. Sign-in fails until somebody sets the password on the server.",
    risk: false,
  },
  clear: {
    label: "Writes new passwords in clear text",
    explanation:
      "Everyone who can read applicationHost.config, its backups included, can read these passwords and sign in as these accounts.",
    risk: true,
  },
  iis: {
    label: "IIS encrypts passwords",
    explanation:
      "The agent hands a password to IIS, which encrypts it with this machine's key. A password that is newer in Certmap replaces the one on the server.",
    risk: false,
  },
  sample: {
    label: "Writes sample tokens",
    explanation:
      "In place of a password it writes a token that only this agent opens. IIS cannot use it: this is for trying things out.",
    risk: false,
  },
};
