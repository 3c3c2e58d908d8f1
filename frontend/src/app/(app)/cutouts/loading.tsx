import { PageHeader } from "@/components/page-header";
import { BlockSkeleton } from "@/components/skeleton";
import * as strings from "@/strings";

export default function Loading() {
  return (
    <>
      <PageHeader title={strings.cutouts.title} lead={strings.cutouts.lead} />
      <BlockSkeleton tall />
    </>
  );
}
