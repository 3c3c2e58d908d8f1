import { Swatch } from "@/components/swatches";
import type { Color } from "@/lib/api/types";
import * as strings from "@/strings";
import styles from "./palette.module.css";

const WIDTH = 400;
const HEIGHT = 28;

/** The garment's colours: a band divided by their shares, and their names. */
export function Palette({ colors }: { colors: Color[] }) {
  if (colors.length === 0) return null;
  const starts = colors.map((_, index) => colors.slice(0, index).reduce((sum, color) => sum + color.share, 0));
  return (
    <div className={styles.palette}>
      <h2>{strings.garmentPage.colors}</h2>
      <svg className={styles.band} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        {colors.map((color, index) => (
          <rect
            key={index}
            x={(starts[index] ?? 0) * WIDTH}
            width={color.share * WIDTH}
            height={HEIGHT}
            fill={color.hex}
          />
        ))}
      </svg>
      <ul className={styles.names}>
        {colors.map((color, index) => (
          <li key={index}>
            <Swatch hex={color.hex} size={18} /> {color.name}
          </li>
        ))}
      </ul>
    </div>
  );
}
