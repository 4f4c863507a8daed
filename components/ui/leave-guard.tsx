"use client";

import { useEffect, useRef, useState } from "react";
import { Confirm } from "@/components/ui/confirm";
import { useNavigate } from "@/components/ui/use-navigate";

/** What is needed of the browser's Navigation API (WHATWG HTML, 7.2.6), where it has one. */
interface NavigateEvent extends Event {
  navigationType: string;
  destination: { url: string; key: string };
}
interface NavigationApi extends EventTarget {
  traverseTo(key: string): unknown;
}

/** The address that a click on a link of ours would leave this page for; null: it does not leave. */
function leavesFor(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link === null || link.href === "" || link.target === "_blank" || link.hasAttribute("download"))
    return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  if (origin !== window.location.origin || pathname === window.location.pathname) return null;
  return `${pathname}${search}${hash}`;
}

/** While `when`, whoever would leave this page by a link, by Back or by closing it is asked first. */
export function LeaveGuard({ when }: { when: boolean }) {
  const navigate = useNavigate();
  const [leave, setLeave] = useState<(() => void) | null>(null);
  const leaving = useRef(false);

  useEffect(() => {
    if (!when) return;
    const navigation = (window as { navigation?: NavigationApi }).navigation;
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!leaving.current) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const href = leavesFor(event);
      if (href === null || leaving.current) return;
      event.preventDefault();
      event.stopPropagation();
      setLeave(() => () => navigate(href));
    };
    const onNavigate = (event: Event) => {
      const { navigationType, destination, cancelable } = event as NavigateEvent;
      const stays = new URL(destination.url).pathname === window.location.pathname;
      if (navigationType !== "traverse" || !cancelable || stays || leaving.current) return;
      event.preventDefault();
      setLeave(() => () => navigation?.traverseTo(destination.key));
    };
    window.addEventListener("beforeunload", onUnload);
    // Before the link itself hears of it.
    document.addEventListener("click", onClick, true);
    navigation?.addEventListener("navigate", onNavigate);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
      navigation?.removeEventListener("navigate", onNavigate);
    };
  }, [when, navigate]);

  return (
    <Confirm
      opened={leave !== null}
      onClose={() => setLeave(null)}
      title="Leave without saving?"
      confirm="Leave"
      onConfirm={() => {
        leaving.current = true;
        leave?.();
      }}
    >
      What you changed here is not saved yet and would be lost.
    </Confirm>
  );
}
