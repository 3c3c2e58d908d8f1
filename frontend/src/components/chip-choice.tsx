"use client";

import { Check } from "lucide-react";
import { type Control, type FieldPathByValue, type FieldValues, useController } from "react-hook-form";
import styles from "./chip-choice.module.css";

/** Multiple choice: a group of chips that are on or off. */
export function ChipChoice<Fields extends FieldValues>({
  control,
  name,
  label,
  options,
}: {
  control: Control<Fields>;
  name: FieldPathByValue<Fields, string[]>;
  label: string;
  options: Record<string, string>;
}) {
  const { field } = useController({ control, name });
  const chosen: readonly string[] = field.value;
  const toggle = (value: string) =>
    // In the order of the options, so that toggling twice is not a change.
    field.onChange(
      Object.keys(options).filter((each) => (each === value ? !chosen.includes(each) : chosen.includes(each))),
    );
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <div className={styles.chips}>
        {Object.entries(options).map(([value, text]) => (
          <button
            key={value}
            type="button"
            className={styles.chip}
            aria-pressed={chosen.includes(value)}
            onClick={() => toggle(value)}
          >
            {chosen.includes(value) && <Check size={16} aria-hidden />}
            {text}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
