import { plural } from "./words";

export const review = {
  title: "To check",
  lead: "Curator was not sure about these. Tap the right answer.",
  progress: (at: number, all: number) => `${at} of ${all}`,
  question: "What is this?",
  keys: "Keys: 1 to 4 choose, Enter keeps the first guess, → skips, ← goes back.",
  swipes: "Swipe right to keep the first guess, left to skip.",
  skip: "Skip",
  back: "Back",
  doneTitle: "All checked",
  done: "There is nothing left to check.",
  skipped: (count: number) => `${plural(count, "garment is", "garments are")} still to check.`,
  again: "Check them now",
};
