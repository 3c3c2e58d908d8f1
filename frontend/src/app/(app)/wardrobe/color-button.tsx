"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { Swatch } from "@/components/swatches";
import * as strings from "@/strings";
import styles from "./color-filter.module.css";

export type ColorFilterProps = {
  colors: [name: string, hex: string, count: number][];
  chosen: string | null;
  onChoose: (name: string | null) => void;
};

type Props = Pick<ColorFilterProps, "colors" | "chosen"> & Omit<ComponentProps<"button">, "color">;

/** Shows the chosen colour and opens the colour menu. */
export function ColorButton({ colors, chosen, ...button }: Props) {
  const hex = colors.find(([name]) => name === chosen)?.[1];
  return (
    <button type="button" aria-haspopup="menu" {...button} className={styles.trigger}>
      {hex && <Swatch hex={hex} size={18} />}
      <span className={styles.name}>{chosen ?? strings.wardrobe.anyColor}</span>
      <ChevronDown size={16} aria-hidden />
    </button>
  );
}
