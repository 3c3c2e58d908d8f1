import type { Metadata } from "next";
import * as strings from "@/strings";
import { ResetForm } from "./reset-form";

export const metadata: Metadata = { title: strings.account.resetTitle };

export default function ResetPasswordPage() {
  return <ResetForm />;
}
