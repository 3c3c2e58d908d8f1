"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useForm, type UseFormSetError } from "react-hook-form";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { PASSWORD_LEAST } from "@/lib/account";
import { api, bodyOf } from "@/lib/api/client";
import { ApiProblem } from "@/lib/api/problem";
import { keys, meQuery } from "@/lib/api/queries";
import { outdate } from "@/lib/api/query-client";
import type { Me } from "@/lib/api/types";
import { showMessage, showProblem } from "@/lib/toasts";
import * as strings from "@/strings";
import { Section } from "./section";
import styles from "./settings.module.css";

const FORBIDDEN = [401, 403];

export function SignInSettings() {
  const query = useQuery(meQuery(api));
  const me = query.data;
  return (
    <Section title={strings.settings.signInTitle}>
      {!me ? (
        <QueryState query={query} waiting={<BlockSkeleton />} />
      ) : (
        <>
          {!me.has_password && <p className={styles.soft}>{strings.settings.noPassword}</p>}
          <EmailForm me={me} />
          <PasswordForm me={me} />
        </>
      )}
    </Section>
  );
}

type EmailFields = { email: string; password: string };

function EmailForm({ me }: { me: Me }) {
  const client = useQueryClient();
  const { register, handleSubmit, setError, reset, formState } = useForm<EmailFields>({
    defaultValues: { email: me.email ?? "", password: "" },
  });
  const change = useMutation({
    mutationFn: ({ email, password }: EmailFields) =>
      bodyOf(api.PATCH("/v1/me", { body: { email, password: password || null } })),
    onSuccess: (changed) => client.setQueryData(keys.me, changed),
  });
  const submit = handleSubmit(async (fields) => {
    try {
      const changed = await change.mutateAsync(fields);
      reset({ email: changed.email ?? "", password: "" });
      showMessage(strings.settings.emailSaved);
    } catch (error) {
      const field = error instanceof ApiProblem && FORBIDDEN.includes(error.status) ? "password" : "email";
      showAt(field, error, setError);
    }
  });
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={strings.settings.email}
        type="email"
        autoComplete="email"
        error={formState.errors.email?.message}
        {...register("email", { required: strings.account.required })}
      />
      {me.has_password && formState.dirtyFields.email && (
        <TextField
          label={strings.settings.currentPassword}
          type="password"
          autoComplete="current-password"
          error={formState.errors.password?.message}
          {...register("password", { required: strings.account.required })}
        />
      )}
      <Button type="submit" busy={!formState.isDirty || formState.isSubmitting}>
        {strings.settings.saveEmail}
      </Button>
    </form>
  );
}

type PasswordFields = { current: string; new: string };

function PasswordForm({ me }: { me: Me }) {
  const client = useQueryClient();
  const { register, handleSubmit, setError, reset, formState } = useForm<PasswordFields>({
    defaultValues: { current: "", new: "" },
  });
  const change = useMutation({
    mutationFn: ({ current, new: wanted }: PasswordFields) =>
      bodyOf(api.POST("/v1/me/password", { body: { current: current || null, new: wanted } })),
    onSuccess: () => outdate(client, keys.me, keys.sessions),
  });
  const submit = handleSubmit(async (fields) => {
    try {
      await change.mutateAsync(fields);
      reset();
      showMessage(strings.settings.passwordSaved);
    } catch (error) {
      const field = error instanceof ApiProblem && FORBIDDEN.includes(error.status) ? "current" : "new";
      showAt(field, error, setError);
    }
  });
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {/* For password keepers: whose password this is. */}
      <input type="text" autoComplete="username" value={me.email ?? ""} readOnly hidden />
      {me.has_password && (
        <TextField
          label={strings.settings.currentPassword}
          type="password"
          autoComplete="current-password"
          error={formState.errors.current?.message}
          {...register("current", { required: strings.account.required })}
        />
      )}
      <TextField
        label={strings.settings.newPassword}
        type="password"
        autoComplete="new-password"
        hint={strings.account.passwordHint}
        error={formState.errors.new?.message}
        {...register("new", {
          required: strings.account.required,
          minLength: { value: PASSWORD_LEAST, message: strings.account.passwordShort(PASSWORD_LEAST) },
        })}
      />
      <Button type="submit" busy={formState.isSubmitting}>
        {strings.settings.savePassword}
      </Button>
    </form>
  );
}

/** Shows a refusal at its field, and a temporary failure as a toast. */
function showAt<Fields extends Record<string, string>>(
  field: keyof Fields & string,
  error: unknown,
  setError: UseFormSetError<Fields>,
): void {
  if (!(error instanceof ApiProblem) || error.isTemporary) return showProblem(error);
  setError(field as Parameters<UseFormSetError<Fields>>[0], { message: error.fields[0]?.message ?? error.message });
}
