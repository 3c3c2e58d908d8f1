"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useForm, type UseFormRegisterReturn } from "react-hook-form";
import { Button } from "@/components/button";
import dialog from "@/components/dialog.module.css";
import { TextField } from "@/components/field";
import type { Person } from "@/lib/api/types";
import * as strings from "@/strings";
import { useAccountChange } from "./use-account-changes";

const GIBIBYTE = 1024 ** 3;
type Fields = { items: string; gibibytes: string; jobs: string };

/** What one person may keep and have under way. Opens as it appears. */
export function LimitsDialog({ person, name, onClose }: { person: Person; name: string; onClose: () => void }) {
  const people = strings.people;
  const { items, bytes, jobs } = person.limits;
  const change = useAccountChange(person.id);
  const { register, handleSubmit, formState } = useForm<Fields>({
    defaultValues: {
      items: shown(items),
      gibibytes: shown(bytes === null ? null : bytes / GIBIBYTE),
      jobs: shown(jobs),
    },
  });
  const submit = handleSubmit((fields) =>
    change.mutate(
      { change: { limits: changed(fields, Object.keys(formState.dirtyFields)) }, told: people.limitsSaved },
      { onSuccess: onClose },
    ),
  );
  const field = (label: string, input: UseFormRegisterReturn<keyof Fields>) => (
    <TextField label={label} inputMode="decimal" error={formState.errors[input.name]?.message} {...input} />
  );
  const whole = { pattern: { value: /^\d{0,9}$/, message: people.limitWrong } };
  const decimal = { pattern: { value: /^\d{0,9}(\.\d+)?$/, message: people.limitWrong } };
  return (
    <Dialog.Root defaultOpen onOpenChangeComplete={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={dialog.popup}>
          <Dialog.Title className={dialog.title}>{people.limitsTitle(name)}</Dialog.Title>
          <Dialog.Description className={dialog.description}>{people.limitsHint}</Dialog.Description>
          <form className={dialog.form} onSubmit={submit} noValidate>
            {field(people.limitItems, register("items", whole))}
            {field(people.limitSize, register("gibibytes", decimal))}
            {field(people.limitJobs, register("jobs", whole))}
            <div className={dialog.actions}>
              <Dialog.Close render={<Button look="quiet" />}>{strings.actions.cancel}</Dialog.Close>
              <Button type="submit" look="solid" busy={!formState.isDirty || change.isPending}>
                {strings.actions.save}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const shown = (limit: number | null) => (limit === null ? "" : String(Number(limit.toFixed(2))));

/** Only what was typed into changes: a size shown in rounded GiB stays as exact as it was. */
function changed(fields: Fields, names: string[]) {
  const read = (text: string) => (text.trim() === "" ? null : Number(text));
  const size = read(fields.gibibytes);
  return {
    ...(names.includes("items") && { items: read(fields.items) }),
    ...(names.includes("gibibytes") && { bytes: size === null ? null : Math.round(size * GIBIBYTE) }),
    ...(names.includes("jobs") && { jobs: read(fields.jobs) }),
  };
}
