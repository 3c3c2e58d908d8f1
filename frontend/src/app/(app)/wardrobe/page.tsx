import type { Metadata } from "next";
import { Suspense } from "react";
import { Prefetched } from "@/components/prefetched";
import { wardrobeQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import Loading from "./loading";
import { Wardrobe } from "./wardrobe";

export const metadata: Metadata = { title: strings.wardrobe.title };

export default function WardrobePage() {
  return (
    <Prefetched ask={(client, api) => [client.prefetchInfiniteQuery(wardrobeQuery(api))]}>
      <Suspense fallback={<Loading />}>
        <Wardrobe />
      </Suspense>
    </Prefetched>
  );
}
