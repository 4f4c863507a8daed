export const UNIT_NAME = "certmap-agent.service";

interface UnitOptions {
  /** Program and its arguments. */
  command: readonly string[];
  /** What the agent writes; everything else is read-only for it. */
  writable: readonly string[];
  /** Numeric user and group that own the state folder. */
  uid: number;
  gid: number;
}

/**
 * The unit: started at boot, again after whatever end, for ever; no way to more rights, and no place to write but its own.
 * Root keeps what writing another's file with the same owner takes.
 */
export function systemdUnit({ command, writable, uid, gid }: UnitOptions): string {
  const user = uid === 0 ? [] : [`User=${uid}`, `Group=${gid}`];
  const capabilities = uid === 0 ? "CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER" : "";
  return [
    "[Unit]",
    "Description=Certmap agent",
    "After=network-online.target",
    "Wants=network-online.target",
    "StartLimitIntervalSec=0",
    "",
    "[Service]",
    "Type=exec",
    `ExecStart=${command.map((word) => quoted(word).replaceAll("$", "$$$$")).join(" ")}`,
    "Restart=always",
    "RestartSec=15",
    ...user,
    "UMask=0077",
    "NoNewPrivileges=yes",
    `CapabilityBoundingSet=${capabilities}`,
    "ProtectSystem=strict",
    "ProtectHome=read-only",
    `ReadWritePaths=${writable.map(quoted).join(" ")}`,
    "PrivateDevices=yes",
    "ProtectClock=yes",
    "ProtectControlGroups=yes",
    "ProtectHostname=yes",
    "ProtectKernelLogs=yes",
    "ProtectKernelModules=yes",
    "ProtectKernelTunables=yes",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_UNIX",
    "RestrictNamespaces=yes",
    "RestrictRealtime=yes",
    "RestrictSUIDSGID=yes",
    "LockPersonality=yes",
    "SystemCallArchitectures=native",
    "",
    "[Install]",
    "WantedBy=multi-user.target",
    "",
  ].join("\n");
}

/** systemd.syntax(7): quotes, backslashes and the percent sign of specifiers. */
function quoted(word: string): string {
  return `"${word.replaceAll(/[\\"]/g, "\\$&").replaceAll("%", "%%")}"`;
}
