import { plural } from "./words";

export const review = {
  title: "To check",
  lead: "Curator was not quite sure about these. Tap what is right.",
  progress: (at: number, all: number) => `${at} of ${all}`,
  question: "What is this?",
  keys: "Keys: 1 to 4 choose, Enter keeps the first guess, → skips, ← goes back.",
  swipes: "Swipe right to keep the first guess, left to skip.",
  keep: (name: string) => `It is: ${name}`,
  skip: "Skip",
  back: "Back",
  doneTitle: "All checked",
  done: "Nothing is waiting for you here.",
  skipped: (count: number) => `${plural(count, "garment is", "garments are")} left for another time.`,
  again: "Look at them now",
};
