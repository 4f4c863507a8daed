"use client";

import { useSearchParams } from "next/navigation";

export interface UrlStateOptions {
  /** `push` makes a step for Back (a tab); `replace` does not (typing in a filter). */
  history?: "push" | "replace";
}

export type SetUrlState<State> = (patch: Partial<State>, options?: UrlStateOptions) => void;

/**
 * Filters, tabs and sort in the query string, so that a link shows the same. A value that equals its default is left
 * out. The server is not asked again: the page's query does that.
 */
export function useUrlState<State extends Record<string, string>>(
  defaults: State,
): [State, SetUrlState<State>] {
  const params = useSearchParams();
  const entries = Object.entries(defaults).map(([name, value]) => [name, params.get(name) ?? value]);
  const state = Object.fromEntries(entries) as State;

  const setState: SetUrlState<State> = (patch, { history = "replace" } = {}) => {
    // The address bar, not `params`: two changes in one tick must both hold.
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(patch)) {
      if (value === undefined || value === defaults[name]) next.delete(name);
      else next.set(name, value);
    }
    const search = next.toString();
    const url = `${window.location.pathname}${search === "" ? "" : `?${search}`}`;
    if (history === "push") window.history.pushState(null, "", url);
    else window.history.replaceState(null, "", url);
  };
  return [state, setState];
}
