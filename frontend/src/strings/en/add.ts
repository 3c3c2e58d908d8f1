import { plural } from "./words";

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;

export const add = {
  title: "Add clothes",
  lead: "One garment per photo works best: laid flat or on a hanger, in daylight.",
  drop: "Drop photos, a folder or a ZIP here",
  or: "or paste them, or",
  choose: "Choose photos",
  chooseFolder: "Choose a folder",
  camera: "Take a photo",
  limits:
    "JPEG, PNG, WebP, HEIC, AVIF or GIF, up to 40 MB each. As many as you like; a closed page goes on when you come back.",
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
  knownCount: (count: number) => `${plural(count, "photo was", "photos were")} there before`,
  allDone: "All photos are in your wardrobe.",
  toWardrobe: "See your wardrobe",
  toOutfits: "See outfits",
  archiveTitle: "ZIP of photos",
  archiveSending: "Sending the ZIP. Stay on this page until it is there.",
  archiveState: (state: string, done: number, total: number | null, why: string) => {
    if (state === "failed") return `The ZIP was not taken in: ${why}`;
    if (state === "done") return `The ZIP is through: ${plural(done, "file", "files")} looked at.`;
    return total === null
      ? "The ZIP waits its turn."
      : `${done} of ${plural(total, "file", "files")} of the ZIP looked at`;
  },
  alikeTitle: "Look alike",
  alikeLead: "The newer one looks like a garment that you have. Nothing is decided for you.",
  alikeNew: "New",
  alikeThere: "You have",
  keepBoth: "Keep both",
  sameGarment: "The same garment: join the photos",
  discard: "Discard the new one",
  leaving: "Photos are still on their way.",
};
