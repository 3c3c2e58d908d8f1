import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { wardrobeQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import { Wardrobe } from "./wardrobe";

export const metadata: Metadata = { title: strings.wardrobe.title };

/** Has no `loading` file: content behind one appears 300 ms after the first paint (docs/decisions.md). */
export default function WardrobePage() {
  return (
    <Prefetched ask={(client, api) => [client.prefetchInfiniteQuery(wardrobeQuery(api))]}>
      <Wardrobe />
    </Prefetched>
  );
}
