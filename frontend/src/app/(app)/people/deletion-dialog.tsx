"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Button } from "@/components/button";
import dialog from "@/components/dialog.module.css";
import * as strings from "@/strings";
import { useDeletion } from "./use-account-changes";

/** Asks once more before an account goes for good. Opens as it appears. */
export function DeletionDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const people = strings.people;
  const deletion = useDeletion(id, name);
  return (
    <Dialog.Root defaultOpen onOpenChangeComplete={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={dialog.popup}>
          <Dialog.Title className={dialog.title}>{people.deleteAsk(name)}</Dialog.Title>
          <Dialog.Description className={dialog.description}>{people.deleteWarning}</Dialog.Description>
          <div className={dialog.actions}>
            <Dialog.Close render={<Button look="quiet" />}>{strings.actions.cancel}</Dialog.Close>
            <Dialog.Close render={<Button look="danger" onClick={() => deletion.mutate()} />}>
              {strings.actions.delete}
            </Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
