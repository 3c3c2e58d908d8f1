import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonClasses, type Look } from "./button";

export function LinkButton({ look, small, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={buttonClasses({ look, small }, className)} {...rest} />;
}
