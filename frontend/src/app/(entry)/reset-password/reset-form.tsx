"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { PASSWORD_LEAST, resetPassword } from "@/lib/account";
import { ApiProblem, messageOf } from "@/lib/api/problem";
import * as strings from "@/strings";
import styles from "../entry.module.css";

/** Sets a new password by the token in the address. It stands behind the #: servers and logs never see it. */
export function ResetForm() {
  const account = strings.account;
  const { register, handleSubmit, setError, formState } = useForm<{ password: string }>();
  const [refusal, setRefusal] = useState<string>();
  const [isDone, setDone] = useState(false);

  const submit = handleSubmit(async ({ password }) => {
    setRefusal(undefined);
    const token = new URLSearchParams(window.location.hash.slice(1)).get("token");
    if (!token) return setRefusal(account.resetNoToken);
    try {
      await resetPassword(token, password);
      window.history.replaceState(null, "", window.location.pathname);
      setDone(true);
    } catch (error) {
      const field = error instanceof ApiProblem ? error.fields[0] : undefined;
      if (field) setError("password", { message: field.message });
      else setRefusal(messageOf(error));
    }
  });

  if (isDone)
    return (
      <>
        <h1 role="status">{account.resetDone}</h1>
        <LinkButton look="solid" href="/sign-in">
          {account.signIn}
        </LinkButton>
      </>
    );
  return (
    <>
      <div className={styles.words}>
        <h1>{account.resetTitle}</h1>
        <p className={styles.lead}>{account.resetLead}</p>
      </div>
      <form className={styles.form} onSubmit={submit} noValidate>
        {refusal && <Notice assertive>{refusal}</Notice>}
        <TextField
          label={account.newPassword}
          type="password"
          autoComplete="new-password"
          hint={account.passwordHint}
          error={formState.errors.password?.message}
          {...register("password", {
            required: account.required,
            minLength: { value: PASSWORD_LEAST, message: account.passwordShort(PASSWORD_LEAST) },
          })}
        />
        <Button type="submit" look="solid" busy={formState.isSubmitting}>
          {account.reset}
        </Button>
      </form>
    </>
  );
}
