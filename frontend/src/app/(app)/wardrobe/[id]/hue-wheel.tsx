import type { Color } from "@/lib/api/types";
import { mainColors, placeOf, pointOf } from "@/lib/color-wheel";
import * as strings from "@/strings";
import styles from "./hue-wheel.module.css";

const RIM = 100; // of a viewBox from -120 to 120
const REACH = 88;
const RIM_PARTS = 36;

/** The colours of a garment and of its best partners on one colour wheel. */
export function HueWheel({ own, partners }: { own: Color[]; partners: Color[][] }) {
  const others = partners.flatMap(mainColors);
  const names = (colors: Color[]) => [...new Set(colors.map((color) => color.name))];
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.wheel}
        viewBox="-120 -120 240 240"
        role="img"
        aria-label={strings.garmentPage.wheelOf(names(mainColors(own)), names(others))}
      >
        {Array.from({ length: RIM_PARTS }, (_, part) => (
          <path key={part} d={rimPart(part)} fill={rimColor(part)} />
        ))}
        <circle r={RIM - 6} className={styles.field} />
        <circle r={REACH / 2} className={styles.line} />
        {others.map((color, index) => (
          <Dot key={index} color={color} />
        ))}
        {mainColors(own).map((color, index) => (
          <Dot key={index} color={color} ringed />
        ))}
      </svg>
      <figcaption>
        <h3>{strings.garmentPage.wheelTitle}</h3>
        <p className={styles.words}>{strings.garmentPage.wheel}</p>
      </figcaption>
    </figure>
  );
}

function Dot({ color, ringed }: { color: Color; ringed?: boolean }) {
  const { x, y } = pointOf(placeOf(color.hex));
  const radius = 5 + 7 * Math.sqrt(color.share);
  return (
    <>
      {ringed && <circle cx={x * REACH} cy={y * REACH} r={radius + 4} className={styles.ring} />}
      <circle cx={x * REACH} cy={y * REACH} r={radius} fill={color.hex} className={styles.dot} />
    </>
  );
}

const rimPoint = (part: number, reach: number) => {
  const { x, y } = pointOf({ angle: (part * 360) / RIM_PARTS, reach });
  return `${(x * RIM).toFixed(2)} ${(y * RIM).toFixed(2)}`;
};

const rimPart = (part: number) => `M0 0 L${rimPoint(part, 1.1)} L${rimPoint(part + 1.05, 1.1)} Z`;

// oklch's hues differ a little from CIELAB's, which is close enough for a rim that only orients the viewer.
const rimColor = (part: number) => `oklch(0.7 0.13 ${((part + 0.5) * 360) / RIM_PARTS})`;
