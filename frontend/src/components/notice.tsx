import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./notice.module.css";

/** A short message in the page. Screen readers announce an `assertive` one immediately. */
export function Notice({
  title,
  children,
  actions,
  assertive,
}: {
  title?: string;
  children: ReactNode;
  actions?: ReactNode;
  assertive?: boolean;
}) {
  return (
    <div className={styles.notice} role={assertive ? "alert" : "status"}>
      <TriangleAlert size={20} aria-hidden />
      <div className={styles.words}>
        {title && <strong>{title}</strong>}
        <p>{children}</p>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
