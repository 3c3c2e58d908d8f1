import type { ComponentProps, MouseEvent } from "react";
import styles from "./button.module.css";

/** A `busy` button ignores taps but keeps the focus, which a disabled button would lose. */
type ButtonProps = ComponentProps<"button"> & { busy?: boolean };

const ignore = (event: MouseEvent) => event.preventDefault();

const whileBusy = ({ busy, onClick }: Pick<ButtonProps, "busy" | "onClick">) =>
  busy ? { "aria-disabled": true, onClick: ignore } : { onClick };

export type Look = { look?: "solid" | "outline" | "quiet" | "danger"; small?: boolean };

/** For elements that look like a button but are not one. */
export const buttonClasses = ({ look = "outline", small }: Look, own?: string) =>
  [styles.button, styles[look], small && styles.small, own].filter(Boolean).join(" ");

export function Button({ look, small, className, type = "button", busy, onClick, ...rest }: ButtonProps & Look) {
  const classes = buttonClasses({ look, small }, className);
  return <button type={type} className={classes} {...rest} {...whileBusy({ busy, onClick })} />;
}

/** A button that shows only an icon; `label` is its accessible name. */
export function IconButton({
  label,
  className,
  busy,
  onClick,
  ...rest
}: Omit<ButtonProps, "aria-label"> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={[styles.icon, className].filter(Boolean).join(" ")}
      {...rest}
      {...whileBusy({ busy, onClick })}
    />
  );
}
