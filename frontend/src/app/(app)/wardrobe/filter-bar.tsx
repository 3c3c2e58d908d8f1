"use client";

import { Search } from "lucide-react";
import { useMemo } from "react";
import type { Category, Item, Season } from "@/lib/api/types";
import { facetsOf, type Filters, SORTS, type Sort } from "@/lib/wardrobe/filters";
import * as strings from "@/strings";
import { ColorFilter } from "./color-filter";
import styles from "./filter-bar.module.css";

type Props = { items: Item[]; filters: Filters; onChange: (filters: Filters) => void };

export function FilterBar({ items, filters, onChange }: Props) {
  const facets = useMemo(() => facetsOf(items), [items]);
  const toReview = items.filter((item) => item.needs_review).length;
  const wardrobe = strings.wardrobe;
  const attributes = strings.attributes;
  const categories = strings.categories;
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  const chooseKind = (category: Category | null) => set({ category: category === filters.category ? null : category });

  return (
    <search className={styles.bar}>
      <div className={styles.kinds} role="group" aria-label={wardrobe.category}>
        <Chip chosen={!filters.category && !filters.toReview} onClick={() => set({ category: null, toReview: false })}>
          {wardrobe.any}
        </Chip>
        {toReview > 0 && (
          <Chip chosen={filters.toReview} onClick={() => set({ toReview: !filters.toReview })} count={toReview}>
            {wardrobe.toReview}
          </Chip>
        )}
        {facets.categories.map(([category, count]) => (
          <Chip
            key={category}
            chosen={filters.category === category}
            onClick={() => chooseKind(category)}
            count={count}
          >
            {categories[category].many}
          </Chip>
        ))}
      </div>
      <div className={styles.fields}>
        <label className={styles.search}>
          <Search size={18} aria-hidden />
          <span className="visually-hidden">{wardrobe.search}</span>
          <input
            type="search"
            value={filters.text}
            placeholder={wardrobe.searchHint}
            onChange={(event) => set({ text: event.target.value })}
          />
        </label>
        <ColorFilter colors={facets.colors} chosen={filters.color} onChoose={(color) => set({ color })} />
        <Choice
          label={wardrobe.season}
          value={filters.season ?? ""}
          onChange={(value) => set({ season: value || null })}
        >
          <option value="">{wardrobe.anySeason}</option>
          {(Object.keys(attributes.seasons) as Season[]).map((season) => (
            <option key={season} value={season}>
              {attributes.seasons[season]}
            </option>
          ))}
        </Choice>
        <Choice label={wardrobe.sort} value={filters.sort} onChange={(sort) => set({ sort: sort as Sort })}>
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {wardrobe.sorts[sort]}
            </option>
          ))}
        </Choice>
      </div>
    </search>
  );
}

function Chip({
  chosen,
  count,
  onClick,
  children,
}: {
  chosen: boolean;
  count?: number;
  onClick: () => void;
  children: string;
}) {
  return (
    <button type="button" className={styles.chip} aria-pressed={chosen} onClick={onClick}>
      {children}
      {count !== undefined && <span className={styles.count}>{count}</span>}
    </button>
  );
}

function Choice({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: React.ReactNode;
}) {
  return (
    <label className={styles.choice}>
      <span className="visually-hidden">{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </label>
  );
}
