import { CircleUserRound } from "lucide-react";
import type { ComponentProps } from "react";
import * as strings from "@/strings";
import styles from "./nav.module.css";

export function AccountButton(props: ComponentProps<"button">) {
  return (
    <button type="button" aria-haspopup="menu" {...props} className={styles.account} aria-label={strings.nav.account}>
      <CircleUserRound size={24} aria-hidden />
    </button>
  );
}
