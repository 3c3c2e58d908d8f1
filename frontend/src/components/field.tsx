import { type ComponentProps, type ReactNode, useId } from "react";
import styles from "./field.module.css";

type Common = { label: string; hint?: ReactNode; error?: string };

/** A labelled input. Screen readers read its hint and error with it. */
export function TextField({ label, hint, error, ...input }: ComponentProps<"input"> & Common) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input id={id} className={styles.input} {...described(id, hint, error)} {...input} />
    </Frame>
  );
}

export function TextArea({ label, hint, error, ...input }: ComponentProps<"textarea"> & Common) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea id={id} rows={3} className={styles.input} {...described(id, hint, error)} {...input} />
    </Frame>
  );
}

export function Select({ label, hint, error, children, ...input }: ComponentProps<"select"> & Common) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select id={id} className={styles.input} {...described(id, hint, error)} {...input}>
        {children}
      </select>
    </Frame>
  );
}

function Frame({ id, label, hint, error, children }: Common & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}

function described(id: string, hint: ReactNode, error: string | undefined) {
  const by = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return { "aria-describedby": by || undefined, "aria-invalid": error ? true : undefined };
}
