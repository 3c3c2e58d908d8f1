import type { Color } from "@/lib/api/types";
import * as strings from "@/strings";
import styles from "./swatches.module.css";

/** The colours of a garment as dots. SVG, because the Content-Security-Policy allows no inline styles. */
export function Swatches({ colors, size = 14 }: { colors: Color[]; size?: number }) {
  return (
    <span className={styles.swatches} role="img" aria-label={strings.garment.colorsOf(colors.map((c) => c.name))}>
      {colors.map((color, index) => (
        <Swatch key={index} hex={color.hex} size={size} />
      ))}
    </span>
  );
}

export function Swatch({ hex, size = 14 }: { hex: string; size?: number }) {
  return (
    <svg className={styles.swatch} width={size} height={size} viewBox="0 0 20 20" aria-hidden>
      <circle cx="10" cy="10" r="9.25" fill={hex} stroke="currentColor" strokeOpacity="0.35" strokeWidth="1.5" />
    </svg>
  );
}
