import { bodyOf, anonymousApi, api } from "./api/client";
import { sessionBegan, sessionEnded } from "./api/session";
import { forgetKeptFiles } from "./uploads/kept-files";

export type Credentials = { email: string; password: string };

/** @throws ApiProblem */
export async function signIn(credentials: Credentials): Promise<void> {
  const begun = await bodyOf(anonymousApi.POST("/v1/auth/session", { body: credentials }));
  await sessionBegan(begun.expires_in);
}

/** @throws ApiProblem */
export async function signUp(credentials: Credentials): Promise<void> {
  await bodyOf(anonymousApi.POST("/v1/auth/register", { body: credentials }));
  await signIn(credentials);
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
