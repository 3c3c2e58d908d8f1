import type { Metadata } from "next";
import * as strings from "@/strings";
import { OpenLink } from "./open-link";

export const metadata: Metadata = { title: strings.account.opening };

export default function WelcomePage() {
  return <OpenLink />;
}
