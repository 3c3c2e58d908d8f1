import type { ReactNode } from "react";
import type { Monitoring } from "@/lib/api/types";
import * as strings from "@/strings";
import styles from "./distribution-plot.module.css";

type Distribution = Monitoring["drift"]["distributions"][string];

const WIDTH = 320;
const HEIGHT = 110;
const FOOT = 14; // below the axis, for labels
const GAP = 3;
const MOST_LABELS = 5; // of numbers; every name is shown

/** The distribution of live photos as bars, the reference's as a line, and both as a table for screen readers. */
export function DistributionPlot({
  name,
  shown,
  children,
}: {
  name: string;
  shown: Distribution;
  children: ReactNode;
}) {
  const highest = Math.max(...shown.live, ...shown.reference, 0.01);
  const step = WIDTH / shown.values.length;
  const y = (share: number) => HEIGHT * (1 - share / highest);
  const outline = shown.reference.map((share, at) => `H${at * step} V${y(share)} H${(at + 1) * step}`).join(" ");
  const every = Math.ceil(shown.values.length / MOST_LABELS);
  const isNumeric = shown.values.every((value) => !Number.isNaN(Number(value)));
  return (
    <figure className={styles.plot}>
      <figcaption>{children}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`} aria-hidden>
        {shown.live.map((share, at) => (
          <rect
            key={shown.values[at]}
            className={styles.live}
            x={at * step + GAP / 2}
            width={step - GAP}
            y={y(share)}
            height={HEIGHT - y(share)}
          />
        ))}
        {outline && <path className={styles.reference} d={`M0 ${HEIGHT} ${outline} V${HEIGHT}`} />}
        <line className={styles.axis} x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        {shown.values.map(
          (value, at) =>
            (!isNumeric || at % every === 0) && (
              <text
                key={value}
                className={styles.label}
                x={isNumeric ? at * step : (at + 0.5) * step}
                y={HEIGHT + FOOT - 3}
                textAnchor={isNumeric ? "start" : "middle"}
              >
                {isNumeric ? value : strings.admin.classShort(value)}
              </text>
            ),
        )}
      </svg>
      <div className="visually-hidden">
        <table>
          <caption>{name}</caption>
          <thead>
            <tr>
              {[name, strings.admin.live, strings.admin.reference].map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.values.map((value, at) => (
              <tr key={value}>
                <th scope="row">{value}</th>
                <td>{strings.admin.share(shown.live[at])}</td>
                <td>{strings.admin.share(shown.reference[at])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
