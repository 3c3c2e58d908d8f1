import { bodyOf, anonymousApi, api } from "./api/client";
import { sessionBegan, sessionEnded } from "./api/session";
import { forgetKeptFiles } from "./uploads/kept-files";

export type Credentials = { email: string; password: string };

export const PASSWORD_LEAST = 8;

/** @throws ApiProblem */
export async function signIn(credentials: Credentials): Promise<void> {
  const begun = await bodyOf(anonymousApi.POST("/v1/auth/session", { body: credentials }));
  await sessionBegan(begun.expires_in);
}

/** `invitation` is what an invitation's link ends with. @throws ApiProblem */
export async function signUp(credentials: Credentials, invitation?: string): Promise<void> {
  await bodyOf(anonymousApi.POST("/v1/auth/register", { body: { ...credentials, invitation } }));
  await signIn(credentials);
}

/** `token` is what the link ends with. @throws ApiProblem */
export async function resetPassword(token: string, newPassword: string): Promise<void> {
  await bodyOf(anonymousApi.POST("/v1/auth/reset", { body: { token, new_password: newPassword } }));
}

/** Signs in with the one-time link that `make run` prints. @throws ApiProblem */
export async function signInWithLink(token: string): Promise<void> {
  const begun = await bodyOf(anonymousApi.POST("/v1/auth/session/link", { body: { token } }));
  await sessionBegan(begun.expires_in);
}

/** Ends this browser's session in all tabs and clears what it kept. @throws ApiProblem */
export async function signOut(): Promise<void> {
  await bodyOf(api.DELETE("/v1/auth/session"));
  sessionEnded();
  await forgetKeptFiles();
  window.location.assign("/");
}

/** Erases the account and all its data permanently. @throws ApiProblem */
export async function eraseAccount(password: string | null): Promise<void> {
  await bodyOf(api.DELETE("/v1/me", { body: { password } }));
  sessionEnded();
  await forgetKeptFiles();
  window.location.assign("/");
}
