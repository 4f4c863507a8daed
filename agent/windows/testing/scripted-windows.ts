import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { BackEnd, Plan } from "@/agent/back-end";
import { mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { type Memory, openMemory } from "@/agent/windows/memory";
import { FakeIis } from "@/agent/windows/testing/fake-iis";
import { createWindowsBackEnd } from "@/agent/windows/windows-back-end";
import { ok, type Result } from "@/lib/errors";
import type { BindingWish } from "@/lib/iis/binding-wish";
import { onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { SiteConfig } from "@/lib/iis/site-config";

const folder = mkdtempSync(join(tmpdir(), "certmap-windows-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const PASSWORD = "geh\u00e4im \u{1f511} 'q\"";
export const CONFIG = mappings(oneToOne("alice"));

/** The back end windows over a scripted IIS. */
export class ScriptedWindows {
  readonly iis = new FakeIis();
  backEnd: BackEnd;
  private readonly memoryFile = join(mkdtempSync(join(folder, "host-")), "windows.json");

  constructor() {
    this.backEnd = this.restart();
  }

  memory(): Memory {
    return openMemory(this.memoryFile);
  }

  /** As after a restart of the agent: a new back end over what is on the disk. */
  restart(): BackEnd {
    const { run, readFile } = this.iis;
    this.backEnd = createWindowsBackEnd({ run, readFile, ownKey: "k".repeat(43), memory: this.memory() });
    return this.backEnd;
  }

  plan(
    config: SiteConfig,
    more: {
      scope?: string;
      password?: string | undefined;
      bindings?: BindingWish[];
      sharedConfiguration?: string | undefined;
    } = {},
  ): Promise<Result<Plan>> {
    const { scope = PLAIN_SITE, bindings, sharedConfiguration } = more;
    const password = "password" in more ? more.password : PASSWORD;
    return this.backEnd.plan({
      scope,
      config,
      passwords: { open: async () => ok(password) },
      allowEmpty: true,
      ...(bindings ? { bindings } : {}),
      ...(sharedConfiguration !== undefined ? { sharedConfiguration } : {}),
    });
  }

  async digestNow(config: SiteConfig, scope = PLAIN_SITE): Promise<string> {
    const live = value(value(await this.backEnd.readState()).effective(scope));
    return digestSiteConfig(onlySectionsOf(config, live));
  }

  async fingerprint(scope = PLAIN_SITE): Promise<string> {
    return value(await this.backEnd.readState()).fingerprint(scope);
  }

  /** The whole configuration file. */
  text(): string {
    return Buffer.from(this.iis.bytes()).toString("utf8");
  }
}

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
