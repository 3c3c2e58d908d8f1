"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { Button } from "@/components/button";
import dialog from "@/components/dialog.module.css";
import { TextField } from "@/components/field";
import { eraseAccount } from "@/lib/account";
import { api } from "@/lib/api/client";
import { messageOf } from "@/lib/api/problem";
import { meQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import styles from "./settings.module.css";

/** Asks for confirmation and the password. Opens when it mounts. */
export function ErasureDialog({ onClose }: { onClose: () => void }) {
  const settings = strings.settings;
  const actions = strings.actions;
  return (
    <Dialog.Root defaultOpen onOpenChangeComplete={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={dialog.popup}>
          <Dialog.Title className={dialog.title}>{settings.eraseAsk}</Dialog.Title>
          <Dialog.Description className={dialog.description}>{settings.eraseWarning}</Dialog.Description>
          <ErasureForm />
          <Dialog.Close render={<Button look="quiet" />}>{actions.cancel}</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function ErasureForm() {
  const me = useQuery(meQuery(api)).data;
  const { register, handleSubmit, setError, formState } = useForm<{ password: string }>();
  const submit = handleSubmit(({ password }) =>
    eraseAccount(password || null).catch((error: unknown) => setError("password", { message: messageOf(error) })),
  );
  const error = formState.errors.password?.message;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {me?.has_password ? (
        <TextField
          label={strings.settings.erasePassword}
          type="password"
          autoComplete="current-password"
          error={error}
          {...register("password", { required: strings.account.required })}
        />
      ) : (
        error && <p role="alert">{error}</p>
      )}
      <Button type="submit" look="danger" busy={formState.isSubmitting}>
        {strings.settings.erase}
      </Button>
    </form>
  );
}
