import { plural } from "./words";

export const cutouts = {
  title: "Better cut-outs",
  lead: "A newer model cuts your garments out again. Your present cut-outs stay until you choose.",
  offer: (photos: number) =>
    `A newer model can cut out ${plural(photos, "photo", "photos")} again. You compare, and choose.`,
  offerWaiting: "New cut-outs wait for your choice.",
  compare: "Compare cut-outs",
  start: "Cut out again",
  progress: (done: number, total: number | null) =>
    total === null ? "Waiting…" : `${done} of ${plural(total, "photo", "photos")} cut out…`,
  before: "Now",
  after: "New",
  use: "Use new",
  keep: "Keep",
  of: (answer: string, garment: string) => `${answer}: ${garment}`,
  useAll: "Use all",
  emptyTitle: "Nothing to compare",
  empty: "No newer cut-outs are waiting.",
};
