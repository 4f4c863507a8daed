export interface Rendering {
  label: string;
  /** Of a saved file, without the dot. */
  extension: string;
  /** Name of the language as highlight.js knows it. */
  language: string;
  /** Whether the text, when it runs, asks for the passwords of the accounts (or takes them from a vault). */
  asksForPassword: boolean;
}

/** Every way out of a site config, in the order in which pages offer them; without the code, which pages do not need. */
export const RENDERINGS = {
  xml: { label: "applicationHost.config", extension: "config", language: "xml", asksForPassword: false },
  webconfig: { label: "web.config", extension: "config", language: "xml", asksForPassword: false },
  powershell: {
    label: "PowerShell (IISAdministration)",
    extension: "ps1",
    language: "powershell",
    asksForPassword: true,
  },
  webadministration: {
    label: "PowerShell (WebAdministration)",
    extension: "ps1",
    language: "powershell",
    asksForPassword: true,
  },
  csharp: { label: "C#", extension: "cs", language: "csharp", asksForPassword: true },
  vbnet: { label: "VB.NET", extension: "vb", language: "vbnet", asksForPassword: true },
  jscript: { label: "JScript", extension: "js", language: "javascript", asksForPassword: true },
  vbscript: { label: "VBScript", extension: "vbs", language: "vbscript", asksForPassword: true },
  appcmd: { label: "AppCmd", extension: "cmd", language: "dos", asksForPassword: false },
  dsc: { label: "PowerShell DSC", extension: "ps1", language: "powershell", asksForPassword: true },
  ansible: { label: "Ansible", extension: "yml", language: "yaml", asksForPassword: true },
  netsh: { label: "netsh http", extension: "cmd", language: "dos", asksForPassword: false },
} as const satisfies Record<string, Rendering>;

export type RendererName = keyof typeof RENDERINGS;

export const RENDERER_NAMES = Object.keys(RENDERINGS) as RendererName[];
