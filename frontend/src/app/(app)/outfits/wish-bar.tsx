"use client";

import { Pin, X } from "lucide-react";
import { GarmentPicture } from "@/components/garment-picture";
import type { Item } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import { excluded, pinned, type Weather, WEATHERS, type Wish } from "@/lib/outfits/request";
import * as strings from "@/strings";
import styles from "./wish-bar.module.css";

type Props = { wish: Wish; items: ReadonlyMap<string, Item> | undefined; onChange: (wish: Wish) => void };

/** The pinned and excluded garments and the weather that suggestions must respect. */
export function WishBar({ wish, items, onChange }: Props) {
  const garments = (ids: string[]) => ids.flatMap((id) => items?.get(id) ?? []);
  const outfits = strings.outfits;
  return (
    <div className={styles.bar}>
      <fieldset className={styles.weather}>
        <legend>{outfits.weather}</legend>
        <div className={styles.choices}>
          {WEATHERS.map((weather: Weather) => (
            <label key={weather} className={styles.choice}>
              <input
                type="radio"
                name="weather"
                className="visually-hidden"
                checked={wish.weather === weather}
                onChange={() => onChange({ ...wish, weather })}
              />
              {outfits.weathers[weather]}
            </label>
          ))}
        </div>
      </fieldset>
      <Garments
        label={outfits.with}
        items={garments(wish.pinned)}
        undo={outfits.unpin}
        isPin
        onUndo={(id) => onChange(pinned(wish, id))}
      />
      <Garments
        label={outfits.without}
        items={garments(wish.excluded)}
        undo={outfits.include}
        onUndo={(id) => onChange(excluded(wish, id))}
      />
    </div>
  );
}

function Garments({
  label,
  items,
  undo,
  isPin,
  onUndo,
}: {
  label: string;
  items: Item[];
  undo: (name: string) => string;
  isPin?: boolean;
  onUndo: (id: string) => void;
}) {
  if (items.length === 0) return null;
  return (
    <div className={styles.group}>
      <h2>{label}</h2>
      <ul className={styles.garments}>
        {items.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              className={styles.garment}
              aria-label={undo(garmentName(item).toLowerCase())}
              onClick={() => onUndo(item.id)}
            >
              <GarmentPicture item={item} size="thumb" alt="" className={styles.thumb} />
              {isPin && <Pin size={16} aria-hidden />}
              <span>{garmentName(item)}</span>
              <X size={18} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
