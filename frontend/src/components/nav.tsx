"use client";

import { Menu } from "@base-ui/react/menu";
import { useQuery } from "@tanstack/react-query";
import { CircleUserRound, ListChecks, Plus, Shirt, Sparkles } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { api } from "@/lib/api/client";
import { meQuery, reviewQuery } from "@/lib/api/queries";
import { signOut } from "@/lib/account";
import { strings } from "@/strings";
import { tellProblem } from "./toasts";
import styles from "./nav.module.css";

const PLACES = [
  { href: "/wardrobe", label: strings.nav.wardrobe, Icon: Shirt },
  { href: "/outfits", label: strings.nav.outfits, Icon: Sparkles },
  { href: "/add", label: strings.nav.add, Icon: Plus },
  { href: "/review", label: strings.nav.review, Icon: ListChecks },
] as const;

/** The bar on top; on a phone its places lie at the bottom, under the thumb. */
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
            <Link
              key={href}
              href={href}
              className={styles.place}
              aria-current={path === href || path.startsWith(`${href}/`) ? "page" : undefined}
            >
              <Icon size={20} aria-hidden />
              <span>{label}</span>
              {href === "/review" && toReview > 0 && <Badge count={toReview} />}
            </Link>
          ))}
        </nav>
        <AccountMenu />
      </div>
    </header>
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

function AccountMenu() {
  const me = useQuery(meQuery(api)).data;
  const leave = () => signOut().catch(tellProblem);
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className={styles.account} aria-label={strings.nav.account}>
        <CircleUserRound size={24} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={styles.positioner} sideOffset={8} align="end">
          <Menu.Popup className={styles.menu}>
            {me?.email && <p className={styles.email}>{me.email}</p>}
            <Menu.Item className={styles.item} render={<Link href="/outfits/saved" />}>
              {strings.outfits.savedTitle}
            </Menu.Item>
            <Menu.Item className={styles.item} render={<Link href="/settings" />}>
              {strings.nav.settings}
            </Menu.Item>
            {me?.is_admin && (
              <Menu.Item className={styles.item} render={<Link href="/admin" />}>
                {strings.nav.admin}
              </Menu.Item>
            )}
            <Menu.Item className={styles.item} onClick={leave}>
              {strings.nav.signOut}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
