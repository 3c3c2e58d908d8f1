"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { api } from "@/lib/api/client";
import { meQuery } from "@/lib/api/queries";
import { keepSession, rememberPerson, sessionStore } from "@/lib/api/session";
import { strings } from "@/strings";
import { SignInForm } from "./sign-in-form";
import styles from "./dialog.module.css";

const never = () => false;

/** Where a session has ended, asks to sign in over the page that is there, so that nothing typed in it is lost. */
export function SessionGuard() {
  const ended = useSyncExternalStore(sessionStore.subscribe, sessionStore.hasEnded, never);
  const person = useQuery(meQuery(api)).data?.id;
  useEffect(() => {
    if (person) rememberPerson(person);
  }, [person]);
  useEffect(keepSession, []);

  return (
    <Dialog.Root open={ended} modal disablePointerDismissal>
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
