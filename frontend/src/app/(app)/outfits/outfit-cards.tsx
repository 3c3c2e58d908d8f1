import type { ReactNode } from "react";
import styles from "./outfit-cards.module.css";

export function OutfitGrid({ isStale, children }: { isStale?: boolean; children: ReactNode }) {
  return (
    <div className={styles.grid} aria-busy={isStale}>
      {children}
    </div>
  );
}

export function OutfitCardsSkeleton() {
  return (
    <div className={styles.grid} aria-hidden>
      {Array.from({ length: 3 }, (_, index) => (
        <div key={index} className={styles.place} />
      ))}
    </div>
  );
}
