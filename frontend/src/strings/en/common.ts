import { plural } from "./words";

export const app = {
  name: "Curator",
  language: "en",
  description: "Turns photos of your clothes into a wardrobe and outfits, on your own machine.",
};

export const nav = {
  label: "Main",
  skip: "Skip to the content",
  wardrobe: "Wardrobe",
  outfits: "Outfits",
  add: "Add",
  review: "Review",
  face: "Face",
  settings: "Settings",
  admin: "Administration",
  people: "People",
  account: "Account",
  signOut: "Sign out",
  toReview: (count: number) => `${plural(count, "garment", "garments")} to check`,
};

export const actions = {
  retry: "Try again",
  cancel: "Cancel",
  close: "Close",
  save: "Save",
  undo: "Undo",
  delete: "Delete",
  home: "To the start page",
};

export const state = {
  loading: "Loading",
  waitingForService: "Curator's service does not answer right now. This page continues as soon as it does.",
  offline: "You are offline. This page continues when the connection is back.",
  saved: "Saved",
};

export const problem = {
  title: "That did not work",
  unreachableTitle: "No connection",
  unreachable: "The connection was lost. Check that you are online; your data is safe.",
  unknown: (status: number) =>
    status
      ? `The service answered with an error (${status}). Please try again.`
      : "Something unexpected happened. Please try again.",
  pageTitle: "This page failed",
  page: "Your data is safe. Try again; if it keeps failing, tell the person who runs this Curator.",
  notFoundTitle: "Nothing here",
  notFound: "This page does not exist, or it is no longer yours.",
};
