import * as strings from "@/strings";
import type { Item } from "./api/types";

/** What a garment is called on the page: "navy t-shirt". */
export function garmentName(item: Pick<Item, "category" | "colors">): string {
  return strings.garment.name(item.colors[0]?.name, strings.categories[item.category].one);
}
