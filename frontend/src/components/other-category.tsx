import type { Category } from "@/lib/api/types";
import * as strings from "@/strings";
import styles from "./other-category.module.css";

/** A select for the categories that have no button. Choosing one answers immediately. */
export function OtherCategory({
  categories,
  onChoose,
}: {
  categories: Category[];
  onChoose: (category: Category) => void;
}) {
  return (
    <select
      className={styles.select}
      aria-label={strings.garmentPage.otherCategory}
      value=""
      onChange={(event) => onChoose(event.target.value as Category)}
    >
      <option value="" disabled>
        {strings.garmentPage.otherCategory}…
      </option>
      {categories.map((category) => (
        <option key={category} value={category}>
          {strings.categories[category].one}
        </option>
      ))}
    </select>
  );
}
