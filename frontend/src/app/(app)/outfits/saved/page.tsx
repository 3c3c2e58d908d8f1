import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import * as strings from "@/strings";
import { OutfitTabs } from "../outfit-tabs";
import { SavedOutfits } from "./saved-outfits";

export const metadata: Metadata = { title: strings.outfits.savedTitle };

export default function SavedOutfitsPage() {
  return (
    <>
      <PageHeader title={strings.outfits.savedTitle}>
        <OutfitTabs current="saved" />
      </PageHeader>
      <SavedOutfits />
    </>
  );
}
