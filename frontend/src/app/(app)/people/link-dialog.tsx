"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useRef, useState } from "react";
import { Button } from "@/components/button";
import dialog from "@/components/dialog.module.css";
import { TextField } from "@/components/field";
import * as strings from "@/strings";

/** Shows a one-time link, to be copied. Opens as it appears. */
export function LinkDialog(props: { title: string; hint: string; url: string; onClose: () => void }) {
  const people = strings.people;
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);

  const copy = async () => {
    field.current?.select();
    // Without https there is no clipboard for scripts; what is selected can be copied by hand.
    if (!navigator.clipboard) return;
    await navigator.clipboard.writeText(props.url);
    setCopied(true);
  };

  return (
    <Dialog.Root defaultOpen onOpenChangeComplete={(isOpen) => !isOpen && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={dialog.popup}>
          <Dialog.Title className={dialog.title}>{props.title}</Dialog.Title>
          <Dialog.Description className={dialog.description}>{props.hint}</Dialog.Description>
          <TextField
            label={people.link}
            ref={field}
            value={props.url}
            readOnly
            onFocus={() => field.current?.select()}
          />
          <div className={dialog.actions}>
            <Dialog.Close render={<Button look="quiet" />}>{strings.actions.close}</Dialog.Close>
            <Button look="solid" onClick={() => void copy()}>
              {isCopied ? people.copied : people.copy}
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
