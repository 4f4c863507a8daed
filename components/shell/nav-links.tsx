"use client";

import { NavLink } from "@mantine/core";
import { usePathname } from "next/navigation";
import { PLACES } from "@/components/shell/navigation";
import { IfMay } from "@/components/shell/rights";
import { AppLink } from "@/components/ui/app-link";

export function NavLinks({ onNavigate }: { onNavigate: () => void }) {
  const pathname = usePathname();
  return PLACES.map((place) => {
    const active = pathname === place.href || pathname.startsWith(`${place.href}/`);
    const link = (
      <NavLink
        key={place.href}
        component={AppLink}
        href={place.href}
        label={place.label}
        leftSection={<place.icon size={18} stroke={1.75} aria-hidden />}
        active={active}
        aria-current={active ? "page" : undefined}
        variant="light"
        onClick={onNavigate}
      />
    );
    return place.right === undefined ? (
      link
    ) : (
      <IfMay key={place.href} right={place.right}>
        {link}
      </IfMay>
    );
  });
}
