import * as strings from "@/strings";
import type { Item } from "./api/types";

/** A garment's display name, such as "Navy t-shirt". */
export function garmentName(item: Pick<Item, "category" | "colors">): string {
  return strings.garment.name(item.colors[0]?.name, strings.categories[item.category].one);
}
