import type { Page } from "@playwright/test";
import type { Console } from "./console";
import { dumpDatabase, filesBelow } from "./database";
import { type Answers, expect } from "./test";

/**
 * These secrets stand nowhere in clear, nor in base64, hexadecimal digits or UTF-16: not in the database, in an answer, on the
 * page, in the terminal, nor in any file of the data folder.
 */
export async function expectNowhere(
  secrets: readonly string[],
  { certmap, answers, page }: { certmap: Console; answers: Answers; page: Page },
): Promise<void> {
  const places: [string, string][] = [
    ["the database", await dumpDatabase(certmap.dataDir)],
    ["an answer", answers.join("\n")],
    ["the page", await page.content()],
    ["the terminal", certmap.output()],
  ];
  for (const { path, bytes } of filesBelow(certmap.dataDir)) places.push([path, bytes.toString("latin1")]);
  const forms = secrets.flatMap((secret) => [
    secret,
    Buffer.from(secret).toString("base64"),
    Buffer.from(secret).toString("hex"),
    Buffer.from(secret, "utf16le").toString("latin1"),
  ]);
  const found = places
    .filter(([, text]) => forms.some((form) => text.includes(form)))
    .map(([place]) => place);
  expect(found).toEqual([]);
  // It did look into the files.
  expect(places.some(([place]) => place.endsWith("PG_VERSION"))).toBe(true);
}
