import Link from "next/link";
import * as strings from "@/strings";
import styles from "./outfit-tabs.module.css";

const TABS = [
  { key: "suggested", href: "/outfits", label: strings.outfits.suggested },
  { key: "saved", href: "/outfits/saved", label: strings.outfits.saved },
  { key: "disliked", href: "/outfits/disliked", label: strings.outfits.disliked },
] as const;

export function OutfitTabs({ current }: { current: (typeof TABS)[number]["key"] }) {
  return (
    <nav className={styles.tabs} aria-label={strings.outfits.tabs}>
      {TABS.map(({ key, href, label }) => (
        <Link key={key} href={href} aria-current={key === current ? "page" : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
