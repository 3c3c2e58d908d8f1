import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import * as strings from "@/strings";
import { Review } from "./review";

export const metadata: Metadata = { title: strings.review.title };

export default function ReviewPage() {
  return (
    <>
      <PageHeader title={strings.review.title} lead={strings.review.lead} />
      <Review />
    </>
  );
}
