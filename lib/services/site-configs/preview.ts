import { parseInput } from "@/lib/api/parse";
import { previewQuerySchema } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import { RENDERERS } from "@/lib/iis/render/render";
import { readConfig } from "./read-config";

export interface Preview {
  text: string;
  contentType: string;
  fileName: string;
  download: boolean;
}

/**
 * The exact text of the draft, or of one revision, for a scope, as one of the renderers writes it.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, and those of the renderer, such as `render-refused`.
 */
export async function previewSiteConfig(actor: Actor, id: string, input: unknown): Promise<Result<Preview>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const query = parseInput(previewQuerySchema, input);
  if (!query.ok) return query;
  const { as, scope, revision, download } = query.value;
  const found = await readConfig(id, revision);
  if (!found.ok) return found;
  const { render, extension, language } = RENDERERS[as];
  const text = render(found.value.config, scope);
  if (!text.ok) return text;
  const stem = found.value.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
  const state = revision === undefined ? "draft" : `revision-${revision}`;
  return ok({
    text: text.value,
    // Whatever a script is, a browser shows it and does not run it.
    contentType: `text/${language === "xml" ? "xml" : "plain"}; charset=utf-8`,
    // Two of them may have the same extension.
    fileName: `${[stem, state, ...(as === "xml" ? [] : [as])].join("-")}.${extension}`,
    download,
  });
}
