"use client";

import { useQuery } from "@tanstack/react-query";
import { type PointerEvent, useRef, useState } from "react";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { Picture } from "@/components/picture";
import type { Box, Photo } from "@/lib/api/types";
import { garmentBoxQuery } from "@/lib/mask/pictures";
import { openInView } from "@/lib/open-in-view";
import * as strings from "@/strings";
import styles from "./box-editor.module.css";

const SMALLEST = 0.02; // of a side; the service accepts no less
const AT_FIRST: Box = [0.1, 0.1, 0.9, 0.9];
const SIDES = ["left", "top", "right", "bottom"] as const;

const clamp = (share: number) => Math.min(1, Math.max(0, share));
const percent = (share: number) => Math.round(share * 100);

/** A rectangle around the garment, drawn with the pointer or entered as numbers. */
export function BoxEditor({
  photo,
  busy,
  onDone,
  onCancel,
}: {
  photo: Photo;
  busy: boolean;
  onDone: (box: Box) => void;
  onCancel: () => void;
}) {
  const [drawn, setBox] = useState(photo.cutout.box as Box | null);
  const garment = useQuery(garmentBoxQuery(photo)); // where it fails, the rectangle starts in the middle
  const box = drawn ?? garment.data ?? AT_FIRST;
  const from = useRef<[number, number] | null>(null);
  const [left, top, right, bottom] = box;
  const isTooSmall = right - left < SMALLEST || bottom - top < SMALLEST;

  const spot = (event: PointerEvent<SVGSVGElement>): [number, number] => {
    const frame = event.currentTarget.getBoundingClientRect();
    return [clamp((event.clientX - frame.left) / frame.width), clamp((event.clientY - frame.top) / frame.height)];
  };
  const draw = (event: PointerEvent<SVGSVGElement>) => {
    if (!from.current) return;
    const [[x0, y0], [x1, y1]] = [from.current, spot(event)];
    setBox([Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)]);
  };
  const words = strings.garmentPage.box;

  return (
    <form
      ref={openInView}
      tabIndex={-1}
      className={styles.editor}
      aria-label={words.title}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isTooSmall && !busy) onDone(box);
      }}
    >
      <p className={styles.hint}>{words.hint}</p>
      <div className={styles.frame}>
        <Picture path={photo.images.display} alt="" className={styles.photo} draggable={false} />
        <svg
          className={styles.drawing}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden
          data-testid="drawing"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            from.current = spot(event);
          }}
          onPointerMove={draw}
          onPointerUp={(event) => {
            draw(event);
            from.current = null;
          }}
          onPointerCancel={() => (from.current = null)}
        >
          <path
            className={styles.outside}
            fillRule="evenodd"
            d={`M0 0H100V100H0Z M${left * 100} ${top * 100}H${right * 100}V${bottom * 100}H${left * 100}Z`}
          />
          <rect
            className={styles.box}
            x={left * 100}
            y={top * 100}
            width={(right - left) * 100}
            height={(bottom - top) * 100}
          />
        </svg>
      </div>
      <fieldset className={styles.sides}>
        <legend>{words.sides}</legend>
        {SIDES.map((side, index) => (
          <TextField
            key={side}
            label={words[side]}
            type="number"
            min={0}
            max={100}
            value={percent(box[index] ?? 0)}
            onChange={({ target }) =>
              setBox(box.map((share, at) => (at === index ? clamp(Number(target.value) / 100) : share)) as Box)
            }
          />
        ))}
      </fieldset>
      {isTooSmall && <p role="alert">{words.tooSmall}</p>}
      <div className={styles.actions}>
        <Button type="submit" look="solid" small busy={busy || isTooSmall}>
          {words.apply}
        </Button>
        <Button look="quiet" small busy={busy} onClick={onCancel}>
          {strings.actions.cancel}
        </Button>
      </div>
    </form>
  );
}
