export * from "./account";
export * from "./add";
export * from "./common";
export * from "./garment";
export * from "./outfits";
export * from "./settings";
export * from "./wardrobe";
export * from "./welcome";
