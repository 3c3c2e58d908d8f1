"use client";

import { Check } from "lucide-react";
import { OtherCategory } from "@/components/other-category";
import { CATEGORIES, type Category, type Item } from "@/lib/api/types";
import { showMessage } from "@/lib/toasts";
import { categoryChoices } from "@/lib/wardrobe/categories";
import { useChangeItems } from "@/lib/wardrobe/use-changes";
import * as strings from "@/strings";
import styles from "./category-choice.module.css";

/** The garment's category: likely ones as chips, all others in a list. */
export function CategoryChoice({ item }: { item: Item }) {
  const change = useChangeItems();
  const { likely, others } = categoryChoices(item);

  const choose = (category: Category) => {
    if (category === item.category && !item.needs_review) return;
    change.mutate(
      { items: [item], change: { category } },
      { onSuccess: () => showMessage(strings.garmentPage.categoryChanged(strings.categories[category].many)) },
    );
  };

  return (
    <div className={styles.choice}>
      <h2 id={`category-${item.id}`}>{strings.garmentPage.category}</h2>
      <p className={styles.soft}>
        {item.needs_review ? strings.garmentPage.categoryUnsure : strings.garmentPage.categorySure}
      </p>
      <div className={styles.chips} role="group" aria-labelledby={`category-${item.id}`}>
        {likely.toSorted(byOrder).map((category) => (
          <button
            key={category}
            type="button"
            className={styles.chip}
            aria-pressed={category === item.category}
            onClick={() => choose(category)}
          >
            {category === item.category && <Check size={18} aria-hidden />}
            {strings.categories[category].one}
          </button>
        ))}
        <OtherCategory categories={others} onChoose={choose} />
      </div>
    </div>
  );
}

// A fixed order: chips that move under the finger cause wrong taps.
const byOrder = (a: Category, b: Category) => CATEGORIES.indexOf(a) - CATEGORIES.indexOf(b);
