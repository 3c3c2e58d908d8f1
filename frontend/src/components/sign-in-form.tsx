"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { type Credentials, PASSWORD_LEAST, signIn, signUp } from "@/lib/account";
import { ApiProblem, messageOf } from "@/lib/api/problem";
import * as strings from "@/strings";
import { Button } from "./button";
import { TextField } from "./field";
import { Notice } from "./notice";
import styles from "./sign-in-form.module.css";

export type Invitation = { token: string; email: string | null };

type Props = { kind: "in" | "up"; invitation?: Invitation; onDone?: () => void };

/** The form to sign in or up. Shows the service's message about a field at that field. */
export function SignInForm({ kind, invitation, onDone }: Props) {
  const { register, handleSubmit, setError, formState } = useForm<Credentials>({
    defaultValues: { email: invitation?.email ?? "" },
  });
  const [refusal, setRefusal] = useState<string>();
  const isNew = kind === "up";

  const submit = handleSubmit(async (credentials) => {
    setRefusal(undefined);
    try {
      await (isNew ? signUp(credentials, invitation?.token) : signIn(credentials));
      onDone?.();
    } catch (error) {
      const fields = error instanceof ApiProblem ? error.fields : [];
      const known = fields.flatMap(({ field, message }) => {
        const name = (["email", "password"] as const).find((each) => field.endsWith(each));
        return name ? [{ name, message }] : [];
      });
      known.forEach(({ name, message }) => setError(name, { message }));
      if (known.length === 0) setRefusal(messageOf(error));
    }
  });

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {refusal && <Notice assertive>{refusal}</Notice>}
      <TextField
        label={strings.account.email}
        type="email"
        autoComplete="username"
        inputMode="email"
        readOnly={Boolean(invitation?.email)}
        error={formState.errors.email?.message}
        {...register("email", {
          required: strings.account.required,
          pattern: { value: /^\S+@\S+$/, message: strings.account.emailWrong },
        })}
      />
      <TextField
        label={strings.account.password}
        type="password"
        autoComplete={isNew ? "new-password" : "current-password"}
        hint={isNew ? strings.account.passwordHint : undefined}
        error={formState.errors.password?.message}
        {...register("password", {
          required: strings.account.required,
          minLength: isNew
            ? { value: PASSWORD_LEAST, message: strings.account.passwordShort(PASSWORD_LEAST) }
            : undefined,
        })}
      />
      <Button type="submit" look="solid" busy={formState.isSubmitting}>
        {isNew ? strings.account.signUp : strings.account.signIn}
      </Button>
    </form>
  );
}
