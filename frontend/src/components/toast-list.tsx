"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useEffect } from "react";
import { receiveToasts, type ToastMessage } from "@/lib/toasts";
import * as strings from "@/strings";
import styles from "./toasts.module.css";

const manager = Toast.createToastManager();
const SHOWN_MS = 4000;
const UNDO_MS = 8000;

function show({ title, description, undo, isProblem }: ToastMessage): void {
  const id = manager.add({
    title,
    description,
    timeout: undo ? UNDO_MS : isProblem ? 0 : SHOWN_MS,
    priority: isProblem ? "high" : "low",
    actionProps: undo && {
      children: strings.actions.undo,
      onClick: () => {
        manager.close(id);
        undo();
      },
    },
  });
}

export function ToastList() {
  useEffect(() => receiveToasts(show), []);
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <List />
    </Toast.Provider>
  );
}

function List() {
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
