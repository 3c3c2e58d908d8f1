"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/button";
import { GarmentPicture } from "@/components/garment-picture";
import { OtherCategory } from "@/components/other-category";
import type { Category, Item } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import { categoryChoices } from "@/lib/wardrobe/categories";
import * as strings from "@/strings";
import { PictureChoice } from "./picture-choice";
import styles from "./review-card.module.css";
import { useSwipe } from "./use-swipe";

type Props = {
  item: Item;
  at: number;
  all: number;
  onDecide: (category: Category) => void;
  onChanged: (item: Item) => void;
  onRepair: () => void;
  onSkip: () => void;
  onBack?: () => void;
};

/** Asks what a garment is. One tap, key or swipe answers. */
export function ReviewCard({ item, at, all, onDecide, onChanged, onRepair, onSkip, onBack }: Props) {
  const { likely, others } = categoryChoices(item);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useKeys({ likely, onDecide, onSkip, onBack });
  const swipe = useSwipe({ onRight: () => onDecide(item.category), onLeft: onSkip });

  return (
    <article className={styles.card}>
      <div className={styles.picture} {...swipe}>
        <GarmentPicture item={item} size="display" alt={garmentName(item)} eager draggable={false} />
      </div>
      <div className={styles.question}>
        <p className={styles.soft}>{strings.review.progress(at, all)}</p>
        <h2 ref={heading} tabIndex={-1}>
          {strings.review.question}
        </h2>
        <div className={styles.answers}>
          {likely.map((category, index) => (
            <Button key={category} look={index === 0 ? "solid" : "outline"} onClick={() => onDecide(category)}>
              <kbd aria-hidden>{index + 1}</kbd> {strings.categories[category].one}
            </Button>
          ))}
          <OtherCategory categories={others} onChoose={onDecide} />
        </div>
        <PictureChoice item={item} onChanged={onChanged} onRepair={onRepair} />
        <div className={styles.moves}>
          <Button look="quiet" onClick={onBack} disabled={!onBack}>
            <ArrowLeft size={18} aria-hidden /> {strings.review.back}
          </Button>
          <Button look="quiet" onClick={onSkip}>
            {strings.review.skip} <ArrowRight size={18} aria-hidden />
          </Button>
        </div>
        <p className={styles.keys}>{strings.review.keys}</p>
        <p className={styles.swipes}>{strings.review.swipes}</p>
      </div>
    </article>
  );
}

function useKeys({
  likely,
  onDecide,
  onSkip,
  onBack,
}: { likely: Category[] } & Pick<Props, "onDecide" | "onSkip" | "onBack">) {
  useEffect(() => {
    const react = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const isElsewhere = target.closest("select, input, textarea, [role=dialog], [role=menu]") !== null;
      if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
      const numbered = likely[Number(event.key) - 1];
      const isOnControl = target.closest("button, a") !== null;
      if (numbered) onDecide(numbered);
      else if (event.key === "Enter" && !isOnControl && likely[0]) onDecide(likely[0]);
      else if (event.key === "ArrowRight") onSkip();
      else if (event.key === "ArrowLeft") onBack?.();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", react);
    return () => window.removeEventListener("keydown", react);
  }, [likely, onDecide, onSkip, onBack]);
}
