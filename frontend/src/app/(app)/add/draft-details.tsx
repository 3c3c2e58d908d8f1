"use client";

import type { Item } from "@/lib/api/types";
import { CategoryChoice } from "../wardrobe/[id]/category-choice";
import { DetailsForm } from "../wardrobe/[id]/details-form";
import styles from "./drafts.module.css";

/** The forms for a draft's category and details, the same as for any garment. */
export function DraftDetails({ item }: { item: Item }) {
  return (
    <div className={styles.details}>
      <CategoryChoice item={item} />
      <DetailsForm item={item} />
    </div>
  );
}
