"use client";

import type { Item } from "@/lib/api/types";
import { CategoryChoice } from "../wardrobe/[id]/category-choice";
import { DetailsForm } from "../wardrobe/[id]/details-form";
import styles from "./drafts.module.css";

/** All that can be said of a draft, as of any garment. */
export function DraftDetails({ item }: { item: Item }) {
  return (
    <div className={styles.details}>
      <CategoryChoice item={item} />
      <DetailsForm item={item} />
    </div>
  );
}
