import Link from "next/link";
import type { ReactNode } from "react";
import * as strings from "@/strings";
import styles from "./entry.module.css";

export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <div className={styles.entry}>
      <header>
        <Link href="/" className={styles.brand}>
          {strings.app.name}
        </Link>
      </header>
      <main className={styles.card}>{children}</main>
    </div>
  );
}
