import { plural } from "./words";

export const app = {
  name: "Curator",
  language: "en",
  description: "Photos of your clothes in, outfits that go together out. On your own machine.",
};

export const nav = {
  label: "Main",
  skip: "Skip to the content",
  wardrobe: "Wardrobe",
  outfits: "Outfits",
  saved: "Saved",
  add: "Add",
  review: "Review",
  face: "Face",
  settings: "Settings",
  admin: "Administration",
  account: "Account",
  signOut: "Sign out",
  signIn: "Sign in",
  toReview: (count: number) => `${plural(count, "garment", "garments")} to check`,
};

export const actions = {
  retry: "Try again",
  cancel: "Cancel",
  close: "Close",
  save: "Save",
  undo: "Undo",
  delete: "Delete",
  back: "Back",
  clear: "Clear",
  home: "To the start page",
};

export const state = {
  loading: "Loading",
  waitingForService: "Curator's service does not answer right now. This page goes on by itself as soon as it does.",
  offline: "You are offline. This page goes on by itself when the connection is back.",
  saved: "Saved",
};

export const problem = {
  title: "That did not work",
  unreachableTitle: "No connection",
  unreachable: "The connection was lost. Check that you are online; nothing of yours is lost.",
  unknown: (status: number) =>
    status
      ? `The service answered with an error (${status}). Please try again.`
      : "Something unexpected happened. Please try again.",
  pageTitle: "This page stumbled",
  page: "Nothing of yours is lost. Try again; if it stays so, tell whoever runs this Curator.",
  notFoundTitle: "Nothing here",
  notFound: "There is no such page, or it is no longer yours.",
};
