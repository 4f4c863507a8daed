"use client";

import { createContext, type ReactNode, use } from "react";
import type { Right } from "@/lib/api/rights";

const Rights = createContext<readonly Right[]>([]);

/** What the signed-in person may do, as the server said with the page. The API decides anew each time. */
export function RightsProvider({ rights, children }: { rights: readonly Right[]; children: ReactNode }) {
  return <Rights value={rights}>{children}</Rights>;
}

/** All that the person may do. */
export function useRights(): readonly Right[] {
  return use(Rights);
}

/** Whether to offer it. What a role may not do is not shown: a button that is always refused only costs time. */
export function useMay(right: Right): boolean {
  return useRights().includes(right);
}

export function IfMay({ right, children }: { right: Right; children: ReactNode }) {
  return useMay(right) ? children : null;
}
