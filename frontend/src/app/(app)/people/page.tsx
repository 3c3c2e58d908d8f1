import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import * as strings from "@/strings";
import { PeoplePage } from "./people-page";

export const metadata: Metadata = { title: strings.people.title };

export default function Page() {
  return (
    <>
      <PageHeader title={strings.people.title} />
      <PeoplePage />
    </>
  );
}
