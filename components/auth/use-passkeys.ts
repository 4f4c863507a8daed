"use client";

import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { useSyncExternalStore } from "react";

/** Whether passkeys can work here: the browser knows them, and the page has a host name, not a bare address. */
export type PasskeySupport = "yes" | "no-browser" | "no-host-name";

function look(): PasskeySupport {
  if (/^[\d.]+$|^\[/.test(window.location.hostname)) return "no-host-name";
  return browserSupportsWebAuthn() ? "yes" : "no-browser";
}

/** Nobody knows while the server renders. */
export function usePasskeys(): PasskeySupport | null {
  return useSyncExternalStore(subscribe, look, () => null);
}

function subscribe(): () => void {
  return () => undefined;
}
