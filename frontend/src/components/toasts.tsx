"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { messageOf } from "@/lib/api/problem";
import { strings } from "@/strings";
import styles from "./toasts.module.css";

export const toasts = Toast.createToastManager();

const UNDO_MS = 8000;

export function tell(title: string): void {
  toasts.add({ title, timeout: 4000 });
}

export function tellUndo(title: string, undo: () => void): void {
  const id = toasts.add({
    title,
    timeout: UNDO_MS,
    actionProps: {
      children: strings.actions.undo,
      onClick: () => {
        toasts.close(id);
        undo();
      },
    },
  });
}

export function tellProblem(error: unknown): void {
  toasts.add({ title: strings.problem.title, description: messageOf(error), type: "problem", priority: "high" });
}

export function ToastList() {
  const { toasts: shown } = Toast.useToastManager();
  return (
    <Toast.Portal>
      <Toast.Viewport className={styles.viewport}>
        {shown.map((toast) => (
          <Toast.Root key={toast.id} toast={toast} className={styles.toast}>
            <Toast.Content className={styles.content}>
              <div className={styles.words}>
                <Toast.Title className={styles.title} />
                <Toast.Description className={styles.description} />
              </div>
              <Toast.Action className={styles.action} />
              <Toast.Close className={styles.close} aria-label={strings.actions.close}>
                <X size={18} aria-hidden />
              </Toast.Close>
            </Toast.Content>
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  );
}
