"use client";

import { Dialog } from "@base-ui/react/dialog";
import * as strings from "@/strings";
import styles from "./dialog.module.css";
import { SignInForm } from "./sign-in-form";

/** Asks the person to sign in again, over the unchanged page. */
export function SessionDialog() {
  return (
    <Dialog.Root open modal disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.opaque} />
        <Dialog.Popup className={styles.popup}>
          <Dialog.Title className={styles.title}>{strings.account.expiredTitle}</Dialog.Title>
          <Dialog.Description className={styles.description}>{strings.account.expired}</Dialog.Description>
          <SignInForm kind="in" />
          {/* A plain link: leaving must drop everything this page holds. */}
          {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
          <a href="/" className={styles.leave}>
            {strings.account.leave}
          </a>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
