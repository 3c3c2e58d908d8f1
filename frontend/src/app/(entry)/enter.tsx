"use client";

import { SignInForm } from "@/components/sign-in-form";

/** Signs in or up and goes on; a whole new page, so that it comes with the new session's own answers. */
export function Enter({ kind, next }: { kind: "in" | "up"; next: string }) {
  return <SignInForm kind={kind} onDone={() => window.location.assign(next)} />;
}
