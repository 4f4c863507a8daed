import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 400, height: 860 };

/**
 * A look at the page as it stands: no accessibility violation (WCAG 2.2 AA) in either theme. With CERTMAP_PICTURES it also goes
 * into that folder as a picture, wide and narrow, light and dark.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  const folder = process.env.CERTMAP_PICTURES;
  // A colour on its way to the other theme is not what people read.
  await page.evaluate(() => {
    // Not a <style>: the page's content security policy refuses what the console did not write.
    const still = new CSSStyleSheet();
    still.replaceSync("*, *::before, *::after { transition: none !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect
      .soft(violations.map(({ id, nodes }) => `${name}, ${colorScheme}: ${id} at ${nodes[0]?.html}`))
      .toEqual([]);
    if (!folder) continue;
    for (const [size, viewport] of [
      ["wide", WIDE],
      ["narrow", NARROW],
    ] as const) {
      await page.setViewportSize(viewport);
      await page.screenshot({
        path: join(folder, `${name}-${size}-${colorScheme}.png`),
        animations: "disabled",
      });
    }
    await page.setViewportSize(WIDE);
  }
  await page.emulateMedia({ colorScheme: "light" });
}
