import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { wardrobeQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import { OutfitCardsSkeleton } from "./outfit-cards";
import { OutfitTabs } from "./outfit-tabs";
import { Suggestions } from "./suggestions";

export const metadata: Metadata = { title: strings.outfits.title };

export default function OutfitsPage() {
  return (
    <>
      <PageHeader title={strings.outfits.title} lead={strings.outfits.lead}>
        <OutfitTabs current="suggested" />
      </PageHeader>
      <Prefetched ask={(client, api) => [client.prefetchInfiniteQuery(wardrobeQuery(api))]}>
        <Suspense fallback={<OutfitCardsSkeleton />}>
          <Suggestions />
        </Suspense>
      </Prefetched>
    </>
  );
}
