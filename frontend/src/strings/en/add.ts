import { plural } from "./words";

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;

export const add = {
  title: "Add clothes",
  lead: "One garment per photo works best: laid flat or on a hanger, in daylight.",
  drop: "Drop photos here",
  or: "or paste them, or",
  choose: "Choose photos",
  camera: "Take a photo",
  limits: "JPEG, PNG, WebP, HEIC, AVIF or GIF, up to 40 MB each. As many as you like.",
  samples: "Try 24 sample garments",
  samplesHint: "Sample photos to try Curator with. One tap takes them out again.",
  listTitle: "Photos",
  size: megabytes,
  states: {
    waiting: "Waiting",
    sending: "Sending",
    reading: "Looking at it",
    pausing: "Will try again by itself",
    done: "In your wardrobe",
    already: "Was in your wardrobe already",
    refused: "Not added",
  },
  check: "Check",
  retry: (name: string) => `Try ${name} again`,
  retryAll: "Try all again",
  remove: (name: string) => `Take ${name} off the list`,
  clearDone: "Clear finished",
  progress: (done: number, all: number) => `${done} of ${plural(all, "photo", "photos")} done`,
  refusedCount: (count: number) => `${plural(count, "photo was", "photos were")} not added`,
  allDone: "All photos are in your wardrobe.",
  toWardrobe: "See your wardrobe",
  toOutfits: "See outfits",
  leaving: "Photos are still on their way.",
};
