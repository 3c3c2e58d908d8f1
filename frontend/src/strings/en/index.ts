import { account } from "./account";
import { add } from "./add";
import { common } from "./common";
import { garment } from "./garment";
import { outfits } from "./outfits";
import { settings } from "./settings";
import { wardrobe } from "./wardrobe";
import { welcome } from "./welcome";

export const en = { ...common, ...account, ...add, ...garment, ...outfits, ...settings, ...wardrobe, ...welcome };
export type Strings = typeof en;
