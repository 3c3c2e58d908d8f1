import { plural } from "./words";

export const review = {
  title: "To check",
  lead: "Curator was not sure about these. Tap the right answer.",
  progress: (at: number, all: number) => `${at} of ${all}`,
  question: "What is this?",
  cutout: {
    title: "Is it cut out well?",
    doubts: {
      "low-confidence": "Parts of the garment are hard to tell from the background.",
      "touches-edges": "The cut-out reaches three edges of the photo.",
      "falls-apart": "The cut-out has several pieces.",
    } as Record<string, string>,
    show: "Show",
    keep: "Cut-out",
    photo: "Photo with background",
    repair: "Repair",
  },
  keys: "Keys: 1 to 4 choose, Enter keeps the first guess, → skips, ← goes back.",
  swipes: "Swipe right to keep the first guess, left to skip.",
  skip: "Skip",
  back: "Back",
  doneTitle: "All checked",
  done: "There is nothing left to check.",
  skipped: (count: number) => `${plural(count, "garment is", "garments are")} still to check.`,
  again: "Check them now",
};
