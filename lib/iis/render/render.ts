import { ok, type Result } from "@/lib/errors";
import { renderAnsible } from "@/lib/iis/render/ansible";
import { renderAppCmd } from "@/lib/iis/render/appcmd";
import { renderCSharp } from "@/lib/iis/render/csharp";
import { renderDsc } from "@/lib/iis/render/dsc";
import { renderJScript } from "@/lib/iis/render/jscript";
import { renderNetsh } from "@/lib/iis/render/netsh";
import { checkRenderable } from "@/lib/iis/render/plan";
import { renderPowerShell } from "@/lib/iis/render/powershell";
import { RENDERINGS, type RendererName, type Rendering } from "@/lib/iis/render/renderings";
import { renderVbNet } from "@/lib/iis/render/vbnet";
import { renderVbScript } from "@/lib/iis/render/vbscript";
import { renderWebAdministration } from "@/lib/iis/render/webadministration";
import { renderWebConfig } from "@/lib/iis/render/webconfig";
import { renderXml } from "@/lib/iis/render/xml";
import type { SiteConfig } from "@/lib/iis/site-config";

export interface Renderer extends Rendering {
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

/** Every way out of a site config, in the order of `RENDERINGS`. */
export const RENDERERS = {
  xml: { ...RENDERINGS.xml, render: text((config, scope) => renderXml(config, scope)) },
  webconfig: { ...RENDERINGS.webconfig, render: checked(renderWebConfig) },
  powershell: { ...RENDERINGS.powershell, render: text(renderPowerShell) },
  webadministration: { ...RENDERINGS.webadministration, render: checked(renderWebAdministration) },
  csharp: { ...RENDERINGS.csharp, render: text(renderCSharp) },
  vbnet: { ...RENDERINGS.vbnet, render: text(renderVbNet) },
  jscript: { ...RENDERINGS.jscript, render: text(renderJScript) },
  vbscript: { ...RENDERINGS.vbscript, render: text(renderVbScript) },
  appcmd: { ...RENDERINGS.appcmd, render: checked(renderAppCmd) },
  dsc: { ...RENDERINGS.dsc, render: text(renderDsc) },
  ansible: { ...RENDERINGS.ansible, render: text(renderAnsible) },
  netsh: { ...RENDERINGS.netsh, render: checked((config) => renderNetsh(config)) },
} as const satisfies Record<RendererName, Renderer>;
