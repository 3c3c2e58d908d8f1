"use client";

import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import { Swatch } from "@/components/swatches";
import * as strings from "@/strings";
import styles from "./color-filter.module.css";

export type ColorFilterProps = {
  colors: [name: string, hex: string, count: number][];
  chosen: string | null;
  onChoose: (name: string | null) => void;
};

const loadMenu = () => void import("./color-menu");
const LoadedMenu = dynamic(() => import("./color-menu").then((module) => module.ColorMenu), { ssr: false });

/** The colour to look for. Its menu is loaded when somebody reaches for it. */
export function ColorFilter(props: ColorFilterProps) {
  const [isWanted, setWanted] = useState(false);
  if (isWanted) return <LoadedMenu {...props} />;
  const { colors, chosen } = props;
  return (
    <ColorButton colors={colors} chosen={chosen} onClick={() => setWanted(true)} onPointerEnter={loadMenu} onFocus={loadMenu} />
  );
}

type ButtonProps = Pick<ColorFilterProps, "colors" | "chosen"> & Omit<ComponentProps<"button">, "color">;

export function ColorButton({ colors, chosen, ...button }: ButtonProps) {
  const hex = colors.find(([name]) => name === chosen)?.[1];
  return (
    <button type="button" aria-haspopup="menu" {...button} className={styles.trigger}>
      {hex && <Swatch hex={hex} size={18} />}
      <span className={styles.name}>{chosen ?? strings.wardrobe.anyColor}</span>
      <ChevronDown size={16} aria-hidden />
    </button>
  );
}
