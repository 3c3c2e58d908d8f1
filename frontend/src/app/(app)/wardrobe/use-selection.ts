"use client";

import { useCallback, useState } from "react";

/** The selected garments; null outside selection mode. */
export function useSelection() {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null);
  const toggle = useCallback(
    (id: string) =>
      setIds((known) => {
        const next = new Set(known);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  return {
    ids,
    toggle,
    begin: () => setIds(new Set()),
    selectAll: (all: string[]) => setIds(new Set(all)),
    end: () => setIds(null),
  };
}
