"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useForm } from "react-hook-form";
import { Button } from "@/components/button";
import { ChipChoice } from "@/components/chip-choice";
import dialog from "@/components/dialog.module.css";
import { Select } from "@/components/field";
import { CATEGORIES, type Attributes, type Category, type Item } from "@/lib/api/types";
import { showMessage } from "@/lib/toasts";
import { useChangeItems } from "@/lib/wardrobe/use-changes";
import * as strings from "@/strings";

type Fields = { category: Category | ""; season: string[]; occasion: string[] };

/** Applies one change to many garments. Fields left empty stay unchanged. */
export function EditMany({ items, onDone }: { items: Item[]; onDone: () => void }) {
  const wardrobe = strings.wardrobe;
  const actions = strings.actions;
  return (
    <Dialog.Portal>
      <Dialog.Backdrop className={dialog.backdrop} />
      <Dialog.Popup className={dialog.popup}>
        <Dialog.Title className={dialog.title}>{wardrobe.editTitle(items.length)}</Dialog.Title>
        <Dialog.Description className={dialog.description}>{wardrobe.editHint}</Dialog.Description>
        <EditForm items={items} onDone={onDone} />
        <Dialog.Close render={<Button look="quiet" />}>{actions.cancel}</Dialog.Close>
      </Dialog.Popup>
    </Dialog.Portal>
  );
}

function EditForm({ items, onDone }: { items: Item[]; onDone: () => void }) {
  const change = useChangeItems();
  const { register, control, handleSubmit, formState } = useForm<Fields>({
    defaultValues: { category: "", season: [], occasion: [] },
  });
  const wardrobe = strings.wardrobe;
  const garment = strings.garmentPage;
  const attributes = strings.attributes;
  const categories = strings.categories;
  const actions = strings.actions;

  const submit = handleSubmit(({ category, season, occasion }) => {
    const set: Attributes = {
      ...(season.length > 0 && { season: season as Attributes["season"] }),
      ...(occasion.length > 0 && { occasion: occasion as Attributes["occasion"] }),
    };
    // Uses the promise: the form is unmounted by then, and its own callbacks do not run. useChangeItems reports errors.
    change.mutateAsync({ items, change: { category: category || undefined, attributes: set } }).then(
      () => showMessage(wardrobe.changed(items.length)),
      () => undefined,
    );
    onDone();
  });
  return (
    <form className={dialog.form} onSubmit={submit}>
      <Select label={garment.category} {...register("category")}>
        <option value="">{wardrobe.keepKind}</option>
        {CATEGORIES.map((category) => (
          <option key={category} value={category}>
            {categories[category].many}
          </option>
        ))}
      </Select>
      <ChipChoice control={control} name="season" label={attributes.season} options={attributes.seasons} />
      <ChipChoice control={control} name="occasion" label={attributes.occasion} options={attributes.occasions} />
      <Button type="submit" look="solid" busy={!formState.isDirty}>
        {actions.save}
      </Button>
    </form>
  );
}
