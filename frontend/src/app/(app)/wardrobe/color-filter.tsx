"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { ColorButton, type ColorFilterProps } from "./color-button";

const loadMenu = () => void import("./color-menu");
const LoadedMenu = dynamic(() => import("./color-menu").then((module) => module.ColorMenu), { ssr: false });

/** Filters by colour. Its menu is loaded on hover, focus or tap. */
export function ColorFilter(props: ColorFilterProps) {
  const [isWanted, setWanted] = useState(false);
  if (isWanted) return <LoadedMenu {...props} />;
  const { colors, chosen } = props;
  return (
    <ColorButton
      colors={colors}
      chosen={chosen}
      onClick={() => setWanted(true)}
      onPointerEnter={loadMenu}
      onFocus={loadMenu}
    />
  );
}
