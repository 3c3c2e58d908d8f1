import type { ComponentProps } from "react";
import type { Item } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import styles from "./garment-picture.module.css";
import { Picture } from "./picture";

type Props = {
  item: Pick<Item, "category" | "colors" | "images">;
  size: "thumb" | "display";
  /** "" if the name is shown next to the picture. */
  alt?: string;
  /** Load immediately; other pictures load when they come into view. */
  eager?: boolean;
  className?: string;
} & Pick<ComponentProps<"img">, "draggable">;

/** A garment's picture, cut out if possible. Its box has a fixed aspect ratio, so loading does not shift the layout. */
export function GarmentPicture({ item, size, alt, eager, className, draggable }: Props) {
  const { address, isCutout } = pictureOf(item, size);
  return (
    <span className={[styles.stage, isCutout ? styles.cutout : styles.photo, className].filter(Boolean).join(" ")}>
      <Picture
        path={address}
        alt={alt ?? garmentName(item)}
        loading={eager ? "eager" : "lazy"}
        fetchPriority={eager ? "high" : "auto"}
        decoding="async"
        width={320}
        height={400}
        draggable={draggable}
      />
    </span>
  );
}

function pictureOf({ images }: Props["item"], size: Props["size"]): { address: string; isCutout: boolean } {
  const cutout = size === "thumb" ? images.cutout_thumb : images.cutout;
  return cutout ? { address: cutout, isCutout: true } : { address: images[size], isCutout: false };
}
