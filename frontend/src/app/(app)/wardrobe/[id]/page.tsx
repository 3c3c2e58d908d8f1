import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { itemQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import { Garment } from "./garment";

export const metadata: Metadata = { title: strings.nav.wardrobe };

export default async function GarmentPage({ params }: PageProps<"/wardrobe/[id]">) {
  const { id } = await params;
  return (
    <Prefetched ask={(client, api) => [client.prefetchQuery(itemQuery(api, id))]}>
      <Garment id={id} />
    </Prefetched>
  );
}
