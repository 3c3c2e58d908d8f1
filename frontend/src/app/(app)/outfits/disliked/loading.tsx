import { PageHeader } from "@/components/page-header";
import * as strings from "@/strings";
import { OutfitCardsSkeleton } from "../outfit-cards";

export default function Loading() {
  return (
    <>
      <PageHeader title={strings.outfits.dislikedTitle} />
      <OutfitCardsSkeleton />
    </>
  );
}
