import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import * as strings from "@/strings";
import { OutfitTabs } from "../outfit-tabs";
import { DislikedOutfits } from "./disliked-outfits";

export const metadata: Metadata = { title: strings.outfits.dislikedTitle };

export default function DislikedOutfitsPage() {
  return (
    <>
      <PageHeader title={strings.outfits.dislikedTitle}>
        <OutfitTabs current="disliked" />
      </PageHeader>
      <DislikedOutfits />
    </>
  );
}
