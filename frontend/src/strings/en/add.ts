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
    "JPEG, PNG, WebP, HEIC, AVIF or GIF, up to 40 MB each. Add as many as you like. If you close the page, uploads continue when you come back.",
  samples: "Try 24 sample garments",
  samplesHint: "Sample photos to try Curator with. One tap removes them.",
  listTitle: "Photos",
  size: megabytes,
  states: {
    waiting: "Waiting",
    sending: "Uploading",
    reading: "Analysing",
    pausing: "Will try again",
    done: "In your wardrobe",
    already: "Already in your wardrobe",
    refused: "Not added",
  },
  retry: (name: string) => `Try ${name} again`,
  retryAll: "Try all again",
  remove: (name: string) => `Remove ${name} from the list`,
  clearDone: "Clear finished",
  progress: (done: number, all: number) => `${done} of ${plural(all, "photo", "photos")} done`,
  refusedCount: (count: number) => `${plural(count, "photo was", "photos were")} not added`,
  knownCount: (count: number) => `${plural(count, "photo was", "photos were")} already there`,
  allDone: "All photos are in your wardrobe.",
  toWardrobe: "See your wardrobe",
  archiveTitle: "ZIP of photos",
  archiveSending: "Uploading the ZIP. Stay on this page until it is done.",
  archiveState: (state: string, done: number, total: number | null, why: string) => {
    if (state === "failed") return `The ZIP was not imported: ${why}`;
    if (state === "done") return `The ZIP is imported: ${plural(done, "file", "files")} read.`;
    return total === null ? "The ZIP is waiting." : `${done} of ${plural(total, "file", "files")} of the ZIP read`;
  },
  alikeTitle: "Possible duplicates",
  alikeLead: "The newer one looks like a garment you already have. You decide what happens.",
  alikeNew: "New",
  alikeThere: "You have",
  keepBoth: "Keep both",
  sameGarment: "Same garment: merge the photos",
  discard: "Discard the new one",
};
