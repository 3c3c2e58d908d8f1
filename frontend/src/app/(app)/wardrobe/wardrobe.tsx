"use client";

import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useDeferredValue, useMemo } from "react";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { QueryState } from "@/components/query-state";
import { GridSkeleton } from "@/components/skeleton";
import type { Item } from "@/lib/api/types";
import { addressOf, chosenItems, type Filters, filtersFrom, isNarrowed, NO_FILTERS } from "@/lib/wardrobe/filters";
import { useWardrobe } from "@/lib/wardrobe/use-wardrobe";
import * as strings from "@/strings";
import { FilterBar } from "./filter-bar";
import { GarmentGrid } from "./garment-grid";
import { NoGarments } from "./no-garments";
import { SamplesNote } from "./samples-note";
import { useSelection } from "./use-selection";

const SelectionBar = dynamic(() => import("./selection-bar").then((module) => module.SelectionBar), { ssr: false });

// The URL is the state. Changed this way, it needs no request to the server.
const show = (filters: Filters) => window.history.replaceState(null, "", addressOf(filters));

export function Wardrobe() {
  const { items, isComplete, query } = useWardrobe();
  if (!items || (items.length === 0 && !isComplete))
    return (
      <>
        <PageHeader title={strings.wardrobe.title} />
        <QueryState query={query} waiting={<GridSkeleton />} />
      </>
    );
  if (items.length === 0) return <NoGarments />;
  return <FilledWardrobe items={items} isComplete={isComplete} />;
}

function FilledWardrobe({ items, isComplete }: { items: Item[]; isComplete: boolean }) {
  const filters = filtersFrom(new URLSearchParams(useSearchParams()));
  const text = useDeferredValue(filters.text);
  const { category, color, season, toReview, sort } = filters;
  const chosen = useMemo(
    () => chosenItems(items, { category, color, season, toReview, sort, text }),
    [items, category, color, season, toReview, sort, text],
  );
  const selection = useSelection();
  return (
    <>
      <PageHeader
        title={strings.wardrobe.title}
        lead={
          <span role="status">
            {isComplete ? strings.wardrobe.count(chosen.length, items.length) : strings.state.loading}
          </span>
        }
      >
        <Button aria-pressed={selection.ids !== null} onClick={selection.ids ? selection.end : selection.begin}>
          {strings.wardrobe.select}
        </Button>
      </PageHeader>
      <SamplesNote items={items} />
      <FilterBar items={items} filters={filters} onChange={show} />
      {chosen.length > 0 ? (
        <GarmentGrid items={chosen} selected={selection.ids} onToggle={selection.toggle} />
      ) : (
        <EmptyState
          title={strings.wardrobe.noneTitle}
          actions={
            isNarrowed(filters) && (
              <Button onClick={() => show({ ...NO_FILTERS, sort })}>{strings.wardrobe.clearFilters}</Button>
            )
          }
        />
      )}
      {selection.ids && (
        <SelectionBar
          selected={items.filter((item) => selection.ids?.has(item.id))}
          shown={chosen.length}
          onSelectAll={() => selection.selectAll(chosen.map((item) => item.id))}
          onDone={selection.end}
        />
      )}
    </>
  );
}
