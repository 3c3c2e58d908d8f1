import { PageHeader } from "@/components/page-header";
import { GridSkeleton } from "@/components/skeleton";
import * as strings from "@/strings";

export default function Loading() {
  return (
    <>
      <PageHeader title={strings.wardrobe.title} />
      <GridSkeleton />
    </>
  );
}
