import { useId } from "react";
import { Button } from "@/components/button";
import type { Item } from "@/lib/api/types";
import { usePhotoChange } from "@/lib/wardrobe/use-photos";
import * as strings from "@/strings";
import styles from "./review-card.module.css";

/** Offers the cut-out, the photo or a repair for a garment that may be cut out badly. */
export function PictureChoice({
  item,
  onChanged,
  onRepair,
}: {
  item: Item;
  onChanged: (item: Item) => void;
  onRepair: () => void;
}) {
  const { isPending, change } = usePhotoChange(item);
  const id = useId();
  const photo = item.photos[0];
  // After "photo" there is no cut-out to doubt; the way back stays open.
  if (!photo || (photo.cutout.doubts.length === 0 && photo.cutout.mode !== "off")) return null;
  const { mode, doubts } = photo.cutout;
  const words = strings.review.cutout;
  const show = (wanted: "auto" | "off") => {
    if (wanted === mode || (wanted === "auto" && mode !== "off")) return;
    void change({ kind: "cutout", photo, mode: wanted }).then(onChanged, () => null); // usePhotoChange shows the error
  };
  return (
    <section className={styles.choice} aria-labelledby={id}>
      <h3 id={id}>{words.title}</h3>
      {doubts.length > 0 && <p className={styles.soft}>{doubts.map((doubt) => words.doubts[doubt]).join(" ")}</p>}
      <div className={styles.moves} role="group" aria-label={words.show}>
        <Button small aria-pressed={mode !== "off"} busy={isPending} onClick={() => show("auto")}>
          {words.keep}
        </Button>
        <Button small aria-pressed={mode === "off"} busy={isPending} onClick={() => show("off")}>
          {words.photo}
        </Button>
        <Button small busy={isPending} onClick={onRepair}>
          {words.repair}
        </Button>
      </div>
    </section>
  );
}
