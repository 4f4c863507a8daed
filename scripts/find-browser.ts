import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The browser for the browser tests: one that is there, else Playwright's own, installed now. `undefined` when there is none. */
export function findBrowser(say: (line: string) => void): string | undefined {
  const own = chromium.executablePath();
  const found = [process.env.CERTMAP_BROWSER ?? "", ...PLACES, own].find(
    (path) => path !== "" && existsSync(path),
  );
  if (found) return found;
  say("No browser found; installing Playwright's Chromium ...");
  try {
    const windows = process.platform === "win32";
    execFileSync(windows ? "npx.cmd" : "npx", ["playwright", "install", "chromium"], {
      stdio: "inherit",
      shell: windows,
    });
  } catch {
    // Said below.
  }
  if (existsSync(own)) return own;
  say(
    "The browser tests need a browser: `apt-get install chromium`, or install Chrome or Edge, or name one with CERTMAP_BROWSER=/path/to/chrome.",
  );
  return undefined;
}
