import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import * as strings from "@/strings";
import { FacePage } from "./face-page";

export const metadata: Metadata = { title: strings.face.title };

export default function Page() {
  return (
    <>
      <PageHeader title={strings.face.title} lead={strings.face.lead} />
      <FacePage />
    </>
  );
}
