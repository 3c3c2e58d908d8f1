import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import * as strings from "@/strings";
import { Administration } from "./administration";

export const metadata: Metadata = { title: strings.admin.title };

export default function AdminPage() {
  return (
    <>
      <PageHeader title={strings.admin.title} />
      <Administration />
    </>
  );
}
