"use client";

import { useForm } from "react-hook-form";
import { Button } from "@/components/button";
import { ChipChoice } from "@/components/chip-choice";
import { Select, TextArea, TextField } from "@/components/field";
import { ApiProblem } from "@/lib/api/problem";
import type { Attributes, Item } from "@/lib/api/types";
import { showMessage } from "@/lib/toasts";
import { type DetailsFields, fieldsFrom, attributesFrom } from "@/lib/wardrobe/details";
import { useChangeItems } from "@/lib/wardrobe/use-changes";
import * as strings from "@/strings";
import styles from "./details-form.module.css";

/** The form for everything about a garment except its category. */
export function DetailsForm({ item }: { item: Item }) {
  const change = useChangeItems();
  const { register, control, handleSubmit, setError, reset, formState } = useForm<DetailsFields>({
    values: fieldsFrom(item.attributes),
    resetOptions: { keepDirtyValues: true },
  });
  const words = strings.attributes;

  const submit = handleSubmit(async (fields) => {
    const attributes: Attributes = attributesFrom(fields, formState.dirtyFields);
    try {
      await change.mutateAsync({ items: [item], change: { attributes } });
      reset(fields);
      showMessage(strings.state.saved);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      for (const { field, message } of error.fields) {
        const name = field.split(".")[1] as keyof DetailsFields | undefined;
        if (name && name in fields) setError(name, { message });
      }
    }
  });

  return (
    <section aria-labelledby={`details-${item.id}`}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <h2 id={`details-${item.id}`}>{strings.garmentPage.details}</h2>
        <ChipChoice control={control} name="season" label={words.season} options={words.seasons} />
        <ChipChoice control={control} name="occasion" label={words.occasion} options={words.occasions} />
        <div className={styles.fields}>
          <Choice label={words.warmth} options={words.warmths} {...register("warmth")} />
          <Choice label={words.pattern} options={words.patterns} {...register("pattern")} />
          <Choice label={words.neckline} options={words.necklines} {...register("neckline")} />
          <TextField label={words.name} maxLength={120} error={formState.errors.name?.message} {...register("name")} />
          <TextField
            label={words.brand}
            maxLength={120}
            error={formState.errors.brand?.message}
            {...register("brand")}
          />
          <TextField
            label={words.color}
            maxLength={120}
            error={formState.errors.color?.message}
            {...register("color")}
          />
          <TextField label={words.size} maxLength={120} error={formState.errors.size?.message} {...register("size")} />
          <div className={styles.price}>
            <TextField
              label={words.price}
              inputMode="decimal"
              error={formState.errors.price?.message}
              {...register("price", { pattern: { value: /^\s*\d+([.,]\d{1,2})?\s*$/, message: words.priceWrong } })}
            />
            <TextField label={words.currency} maxLength={3} {...register("currency")} />
          </div>
        </div>
        <TextArea label={words.notes} maxLength={2000} error={formState.errors.notes?.message} {...register("notes")} />
        <Button type="submit" className={styles.save} busy={!formState.isDirty || formState.isSubmitting}>
          {words.save}
        </Button>
      </form>
    </section>
  );
}

function Choice({
  options,
  ...select
}: { label: string; options: Record<string, string> } & React.ComponentProps<"select">) {
  return (
    <Select {...select}>
      <option value="">{strings.attributes.unset}</option>
      {Object.entries(options).map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  );
}
