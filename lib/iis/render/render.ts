import { ok, type Result } from "@/lib/errors";
import { renderAnsible } from "@/lib/iis/render/ansible";
import { renderAppCmd } from "@/lib/iis/render/appcmd";
import { renderCSharp } from "@/lib/iis/render/csharp";
import { renderDsc } from "@/lib/iis/render/dsc";
import { renderJScript } from "@/lib/iis/render/jscript";
import { renderNetsh } from "@/lib/iis/render/netsh";
import { checkRenderable } from "@/lib/iis/render/plan";
import { renderPowerShell } from "@/lib/iis/render/powershell";
import { renderVbNet } from "@/lib/iis/render/vbnet";
import { renderVbScript } from "@/lib/iis/render/vbscript";
import { renderWebAdministration } from "@/lib/iis/render/webadministration";
import { renderWebConfig } from "@/lib/iis/render/webconfig";
import { renderXml } from "@/lib/iis/render/xml";
import type { SiteConfig } from "@/lib/iis/site-config";

export interface Renderer {
  label: string;
  /** Of a saved file, without the dot. */
  extension: string;
  /** Name of the language as highlight.js knows it. */
  language: string;
  /** Whether the text, when it runs, asks for the passwords of the accounts (or takes them from a vault). */
  asksForPassword: boolean;
  /**
   * Errors: `scope-below-site` for mapping lists below a site, `value-unwritable`, `render-refused` where the tool cannot express
   * the site config, `render-nothing` where it has nothing to do. No text ever holds a password.
   */
  render: (config: SiteConfig, scope: string) => Result<string>;
}

type Text = (config: SiteConfig, scope: string) => string;

const checked =
  (render: Renderer["render"]): Renderer["render"] =>
  (config, scope) => {
    const possible = checkRenderable(config, scope);
    return possible.ok ? render(config, scope) : possible;
  };
const text = (render: Text) => checked((config, scope) => ok(render(config, scope)));

/** Every way out of a site config, in the order in which pages offer them. */
export const RENDERERS = {
  xml: {
    label: "applicationHost.config",
    extension: "config",
    language: "xml",
    asksForPassword: false,
    render: text((config, scope) => renderXml(config, scope)),
  },
  webconfig: {
    label: "web.config",
    extension: "config",
    language: "xml",
    asksForPassword: false,
    render: checked(renderWebConfig),
  },
  powershell: {
    label: "PowerShell (IISAdministration)",
    extension: "ps1",
    language: "powershell",
    asksForPassword: true,
    render: text(renderPowerShell),
  },
  webadministration: {
    label: "PowerShell (WebAdministration)",
    extension: "ps1",
    language: "powershell",
    asksForPassword: true,
    render: checked(renderWebAdministration),
  },
  csharp: {
    label: "C#",
    extension: "cs",
    language: "csharp",
    asksForPassword: true,
    render: text(renderCSharp),
  },
  vbnet: {
    label: "VB.NET",
    extension: "vb",
    language: "vbnet",
    asksForPassword: true,
    render: text(renderVbNet),
  },
  jscript: {
    label: "JScript",
    extension: "js",
    language: "javascript",
    asksForPassword: true,
    render: text(renderJScript),
  },
  vbscript: {
    label: "VBScript",
    extension: "vbs",
    language: "vbscript",
    asksForPassword: true,
    render: text(renderVbScript),
  },
  appcmd: {
    label: "AppCmd",
    extension: "cmd",
    language: "dos",
    asksForPassword: false,
    render: checked(renderAppCmd),
  },
  dsc: {
    label: "PowerShell DSC",
    extension: "ps1",
    language: "powershell",
    asksForPassword: true,
    render: text(renderDsc),
  },
  ansible: {
    label: "Ansible",
    extension: "yml",
    language: "yaml",
    asksForPassword: true,
    render: text(renderAnsible),
  },
  netsh: {
    label: "netsh http",
    extension: "cmd",
    language: "dos",
    asksForPassword: false,
    render: checked((config) => renderNetsh(config)),
  },
} as const satisfies Record<string, Renderer>;

export type RendererName = keyof typeof RENDERERS;

export const RENDERER_NAMES = Object.keys(RENDERERS) as RendererName[];
