"use client";

import { useState } from "react";
import type { Face } from "@/lib/api/types";
import * as strings from "@/strings";
import styles from "./face.module.css";

type Measurements = Face["measurements"];
type Spot = Measurements["outline"][number];

const LINES = ["face_length", "forehead", "cheekbones", "jaw"] as const;

/** The portrait from the browser's memory, with the measurements drawn over it. */
export function MeasuredPortrait({ address, measurements }: { address: string; measurements?: Measurements }) {
  const [size, setSize] = useState({ width: 4, height: 5 });
  const at = ([x, y]: Spot) => [x * size.width, y * size.height] as const;
  return (
    <figure className={styles.portrait}>
      <img
        src={address}
        alt={strings.face.portrait}
        onLoad={({ currentTarget }) =>
          setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
        }
      />
      {measurements && (
        <svg viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none" aria-hidden data-testid="drawn">
          <polygon points={measurements.outline.map((spot) => at(spot).join(",")).join(" ")} />
          {LINES.map((name) => {
            const [from, to] = measurements.lines[name];
            const [x1, y1] = at(from);
            const [x2, y2] = at(to);
            return <line key={name} x1={x1} y1={y1} x2={x2} y2={y2} />;
          })}
        </svg>
      )}
    </figure>
  );
}
