"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/button";
import type { Item } from "@/lib/api/types";
import { useDeleteItems } from "@/lib/wardrobe/use-changes";
import * as strings from "@/strings";
import { EditMany } from "./edit-many";
import styles from "./selection-bar.module.css";

/** The actions on the selected garments. */
export function SelectionBar({
  selected,
  shown,
  onSelectAll,
  onDone,
}: {
  selected: Item[];
  shown: number;
  onSelectAll: () => void;
  onDone: () => void;
}) {
  const remove = useDeleteItems();
  const [isEditing, setEditing] = useState(false);
  const wardrobe = strings.wardrobe;
  const actions = strings.actions;
  const isNone = selected.length === 0;

  return (
    <div className={styles.bar} role="region" aria-label={wardrobe.select}>
      <p className={styles.count} role="status">
        {wardrobe.selected(selected.length)}
      </p>
      <Button small look="quiet" onClick={onSelectAll} disabled={selected.length === shown}>
        {wardrobe.selectAll}
      </Button>
      <Dialog.Root open={isEditing} onOpenChange={setEditing}>
        <Dialog.Trigger render={<Button small disabled={isNone} />}>
          <Pencil size={16} aria-hidden /> {wardrobe.edit}
        </Dialog.Trigger>
        <EditMany items={selected} onDone={() => setEditing(false)} />
      </Dialog.Root>
      <Button
        small
        look="danger"
        disabled={isNone}
        onClick={() => {
          remove.mutate({ items: selected });
          onDone();
        }}
      >
        <Trash2 size={16} aria-hidden /> {actions.delete}
      </Button>
      <Button small look="solid" onClick={onDone}>
        {wardrobe.selectDone}
      </Button>
    </div>
  );
}
