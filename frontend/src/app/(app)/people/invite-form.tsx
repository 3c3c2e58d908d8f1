"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { api, bodyOf } from "@/lib/api/client";
import { ApiProblem, messageOf } from "@/lib/api/problem";
import { keys } from "@/lib/api/queries";
import { outdate } from "@/lib/api/query-client";
import * as strings from "@/strings";
import { LinkDialog } from "./link-dialog";
import styles from "./people.module.css";

type Fields = { email: string; isAdmin: boolean };

export function InviteForm() {
  const client = useQueryClient();
  const people = strings.people;
  const { register, handleSubmit, setError, reset, formState } = useForm<Fields>({
    defaultValues: { email: "", isAdmin: false },
  });
  const invite = useMutation({
    mutationFn: ({ email, isAdmin }: Fields) =>
      bodyOf(api.POST("/v1/people/invitations", { body: { email: email.trim() || null, is_admin: isAdmin } })),
    onSuccess: () => {
      outdate(client, keys.invitations);
      reset();
    },
    onError: (error) => {
      const field = error instanceof ApiProblem ? error.fields[0]?.message : undefined;
      setError("email", { message: field ?? messageOf(error) });
    },
  });
  return (
    <form className={styles.form} onSubmit={handleSubmit((fields) => invite.mutate(fields))} noValidate>
      <TextField
        label={people.inviteEmail}
        type="email"
        inputMode="email"
        autoComplete="off"
        hint={people.inviteEmailHint}
        error={formState.errors.email?.message}
        {...register("email")}
      />
      <label className={styles.check}>
        <input type="checkbox" {...register("isAdmin")} />
        {people.inviteAdmin}
      </label>
      <Button type="submit" look="solid" busy={invite.isPending}>
        {people.invite}
      </Button>
      {invite.data && (
        <LinkDialog
          title={people.linkTitle}
          hint={people.linkHint}
          url={invite.data.url}
          onClose={() => invite.reset()}
        />
      )}
    </form>
  );
}
