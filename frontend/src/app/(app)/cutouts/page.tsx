import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import * as strings from "@/strings";
import { Cutouts } from "./cutouts";

export const metadata: Metadata = { title: strings.cutouts.title };

export default function CutoutsPage() {
  return (
    <>
      <PageHeader title={strings.cutouts.title} lead={strings.cutouts.lead} />
      <Cutouts />
    </>
  );
}
