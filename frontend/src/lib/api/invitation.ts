import "server-only";
import { bodyOf } from "./client";
import { messageOf } from "./problem";
import { serverApi } from "./server";

export type OpenInvitation = { token: string; email: string | null; isAdmin: boolean } | { refusal: string };

/** What an invitation is for, or why it does not work. It is not used up by this. */
export async function openInvitation(token: string): Promise<OpenInvitation> {
  const api = await serverApi();
  try {
    const invited = await bodyOf(api.POST("/v1/auth/invitation", { body: { invitation: token } }));
    return { token, email: invited.email, isAdmin: invited.is_admin };
  } catch (error) {
    return { refusal: messageOf(error) };
  }
}
