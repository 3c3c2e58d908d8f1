"use client";

import { Button } from "@/components/button";
import { LinkButton } from "@/components/link-button";
import type { Item } from "@/lib/api/types";
import { useSamples } from "@/lib/wardrobe/use-samples";
import * as strings from "@/strings";
import styles from "./samples-note.module.css";

/** Says that the garments are samples, links to outfits, and removes the samples with one tap. */
export function SamplesNote({ items }: { items: Item[] }) {
  const { remove, isRemoving } = useSamples();
  if (!items.some((item) => item.sample)) return null;
  return (
    <div className={styles.note}>
      <p>{strings.wardrobe.samplesHere}</p>
      <div className={styles.actions}>
        <LinkButton small look="solid" href="/outfits">
          {strings.wardrobe.firstOutfit}
        </LinkButton>
        <Button small onClick={remove} busy={isRemoving}>
          {strings.wardrobe.removeSamples}
        </Button>
      </div>
    </div>
  );
}
