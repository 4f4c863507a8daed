"use client";

import { useRouter } from "next/navigation";

/** Goes to an address of the app, as a click on an AppLink would. */
export function useNavigate(): (href: string) => void {
  const router = useRouter();
  return (href) => router.push(href as Parameters<typeof router.push>[0]);
}
