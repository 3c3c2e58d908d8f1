import type { ComponentProps } from "react";
import styles from "./button.module.css";

export type Look = { look?: "solid" | "outline" | "quiet" | "danger"; small?: boolean };

/** For what looks like a button and is none. */
export const buttonClasses = ({ look = "outline", small }: Look, own?: string) =>
  [styles.button, styles[look], small && styles.small, own].filter(Boolean).join(" ");

export function Button({ look, small, className, type = "button", ...rest }: ComponentProps<"button"> & Look) {
  return <button type={type} className={buttonClasses({ look, small }, className)} {...rest} />;
}

/** A button that shows a picture alone; `label` is what it is called. */
export function IconButton({
  label,
  className,
  ...rest
}: Omit<ComponentProps<"button">, "aria-label"> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={[styles.icon, className].filter(Boolean).join(" ")}
      {...rest}
    />
  );
}
