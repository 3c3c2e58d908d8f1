"use client";

import { useState } from "react";
import { Picture } from "@/components/picture";
import type { Item } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import * as strings from "@/strings";
import styles from "./pictures.module.css";

/** The garment large: cut out, or the photo it came from. */
export function Pictures({ item }: { item: Item }) {
  const { cutout, display } = item.images;
  const [wantsPhoto, setWantsPhoto] = useState(false);
  const shown = wantsPhoto || !cutout ? display : cutout;
  return (
    <div className={styles.pictures}>
      <div className={styles.stage}>
        <Picture
          className={shown === cutout ? styles.cutout : styles.photo}
          path={shown}
          alt={garmentName(item)}
          width={800}
          height={1000}
          fetchPriority="high"
        />
      </div>
      {cutout && (
        <div className={styles.switch} role="group" aria-label={strings.garmentPage.picture}>
          <button type="button" aria-pressed={!wantsPhoto} onClick={() => setWantsPhoto(false)}>
            {strings.garmentPage.showCutout}
          </button>
          <button type="button" aria-pressed={wantsPhoto} onClick={() => setWantsPhoto(true)}>
            {strings.garmentPage.showPhoto}
          </button>
        </div>
      )}
    </div>
  );
}
