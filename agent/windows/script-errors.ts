import { type ErrorCode, fail, type Result } from "@/lib/errors";

/** What each code of iis.ps1 means for a person. */
const SENTENCES = {
  "language-mode":
    "PowerShell runs in Constrained Language Mode here (AppLocker or App Control), in which the agent's script cannot work. Allow the script by a rule for its path or its signer.",
  "script-policy":
    "A group policy (AllSigned or Restricted) keeps PowerShell from running the agent's script. Sign the script, or allow it by policy.",
  "not-64-bit": "The script was started by a 32-bit program. Use the 64-bit agent.",
  "iis-not-installed":
    "Microsoft.Web.Administration.dll is not there: install the role service IIS Management Scripts and Tools.",
  "script-busy": "Another run of the agent's script is still at work. Try again in a minute.",
  "changed-since-plan":
    "The configuration was changed by someone else a moment ago. Nothing was changed: look at what is there now and push again.",
  "site-unknown": "The server has no such site any more. Nothing was changed.",
  "shared-configuration":
    "The folder of the shared configuration (configurationRedirection) is another one than a moment ago, or its file cannot be read. Nothing was changed: look at the server and push again.",
  "password-not-kept":
    "IIS cannot decrypt a password that was to stay as it is. Nothing was changed: set the password of the account in Certmap and push again.",
  "vault-unreadable":
    "The passwords of the state before cannot be opened: they were kept by another machine or another agent.",
  "binding-update-unsupported":
    "This Windows cannot change an http.sys record in place (before version 1703). Nothing was changed: set it with netsh, or take it out of the push.",
  "probe-impossible":
    "LocalMachine\\My has no certificate with this thumbprint, or no private key for it. Nothing was asked.",
  "half-written":
    "An http.sys record was changed and could not be put back. Look at the site's bindings: netsh http show sslcert.",
} as const satisfies Partial<Record<ErrorCode, string>>;

/** IIS's own sentence about what it cannot read; bounded, since it goes into reports. */
const LONGEST_DETAIL = 500;

export function scriptError({
  code,
  detail = "",
}: {
  code: string;
  detail?: string | undefined;
}): Result<never> {
  const told = detail.slice(0, LONGEST_DETAIL);
  if (!isKnown(code)) return fail("script-error", `IIS or Windows refused: ${told || code}`);
  return fail(code, code === "half-written" ? `${SENTENCES[code]} ${told}`.trim() : SENTENCES[code]);
}

function isKnown(code: string): code is keyof typeof SENTENCES {
  return Object.hasOwn(SENTENCES, code);
}
