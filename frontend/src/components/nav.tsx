"use client";

import { useQuery } from "@tanstack/react-query";
import { ListChecks, Plus, ScanFace, Shirt, Sparkles } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { api } from "@/lib/api/client";
import { reviewQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import { AccountButton } from "./account-button";
import styles from "./nav.module.css";

const PLACES = [
  { href: "/wardrobe", label: strings.nav.wardrobe, Icon: Shirt },
  { href: "/outfits", label: strings.nav.outfits, Icon: Sparkles },
  { href: "/add", label: strings.nav.add, Icon: Plus },
  { href: "/review", label: strings.nav.review, Icon: ListChecks },
  { href: "/face", label: strings.nav.face, Icon: ScanFace },
] as const;

/** The navigation bar at the top; on a phone its links are at the bottom, within reach of the thumb. */
export function Nav() {
  const path = usePathname();
  const toReview = useQuery(reviewQuery(api)).data?.items.length ?? 0;
  return (
    <header className={styles.header}>
      <div className={styles.inner}>
        <Link href="/wardrobe" className={styles.brand}>
          {strings.app.name}
        </Link>
        <nav className={styles.places} aria-label={strings.nav.label}>
          {PLACES.map(({ href, label, Icon }) => (
            <Place key={href} href={href} isHere={path === href || path.startsWith(`${href}/`)}>
              <Icon size={20} aria-hidden />
              <span>{label}</span>
              {href === "/review" && toReview > 0 && <Badge count={toReview} />}
            </Place>
          ))}
        </nav>
        <AccountMenu />
      </div>
    </header>
  );
}

type PlaceProps = { href: (typeof PLACES)[number]["href"]; isHere: boolean; children: ReactNode };

/** Prefetched on hover or focus, not with every page. */
function Place({ href, isHere, children }: PlaceProps) {
  const [isReached, setReached] = useState(false);
  const reach = () => setReached(true);
  return (
    <Link
      href={href}
      className={styles.place}
      aria-current={isHere ? "page" : undefined}
      prefetch={isReached ? null : false}
      onPointerEnter={reach}
      onFocus={reach}
    >
      {children}
    </Link>
  );
}

function Badge({ count }: { count: number }) {
  return (
    <span className={styles.badge}>
      <span aria-hidden>{count > 99 ? "99+" : count}</span>
      <span className="visually-hidden">{strings.nav.toReview(count)}</span>
    </span>
  );
}

/** The menu is loaded on hover, focus or tap. */
function AccountMenu() {
  const [isWanted, setWanted] = useState(false);
  if (isWanted) return <LoadedMenu />;
  return <AccountButton onClick={() => setWanted(true)} onPointerEnter={loadMenu} onFocus={loadMenu} />;
}

const loadMenu = () => void import("./account-menu");
const LoadedMenu = dynamic(() => import("./account-menu").then((module) => module.AccountMenu), {
  ssr: false,
  loading: () => <AccountButton disabled />,
});
