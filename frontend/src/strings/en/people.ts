import { moment, plural } from "./words";

const GIBIBYTE = 1024 ** 3;
const gibibytes = (bytes: number) =>
  (bytes / GIBIBYTE).toLocaleString("en", { maximumFractionDigits: bytes < GIBIBYTE ? 2 : 1 });

export const people = {
  title: "People",
  listTitle: "Everyone with an account",
  noAddress: "Owner, no address yet",
  you: "You",
  administrator: "Administrator",
  disabled: "Disabled",
  garments: (used: number, limit: number | null) =>
    limit === null
      ? plural(used, "garment", "garments")
      : `${used.toLocaleString("en")} of ${limit.toLocaleString("en")} garments`,
  size: (used: number, limit: number | null) =>
    limit === null ? `${gibibytes(used)} GiB` : `${gibibytes(used)} of ${gibibytes(limit)} GiB`,
  since: (date: string) => `Here since ${moment(date)}`,
  more: "Show more people",
  manage: "Manage",
  manageOf: (name: string) => `Manage ${name}`,
  resetPassword: "Link to a new password…",
  changeLimits: "Limits…",
  promote: "Make administrator",
  demote: "No longer administrator",
  disable: "Disable",
  enable: "Enable",
  delete: "Delete…",
  promoted: (name: string) => `${name} is an administrator now.`,
  demoted: (name: string) => `${name} is no longer an administrator.`,
  disabledNow: (name: string) => `${name} is signed out everywhere and cannot sign in.`,
  enabledNow: (name: string) => `${name} can sign in again.`,
  deleted: (name: string) => `${name} and everything of theirs is gone.`,
  resetTitle: "A new password",
  resetHint: (name: string) =>
    `Send this link to ${name}. It works once, within a day, and signs them out on every device. It is not shown again.`,
  limitsTitle: (name: string) => `Limits of ${name}`,
  limitsHint: "Leave a field empty for no limit.",
  limitItems: "Garments",
  limitSize: "Photos, in GiB",
  limitJobs: "Background jobs at once",
  limitWrong: "Write a number, zero or more.",
  limitsSaved: "Limits saved",
  deleteAsk: (name: string) => `Delete ${name}?`,
  deleteWarning: "The account, all its photos, garments and outfits, at once and for good.",
  inviteTitle: "Invite someone",
  inviteHint: "The link leads to a new account. It works once and for a week.",
  inviteEmail: "Email",
  inviteEmailHint: "Only this address can use the link. Leave it empty to let the person choose.",
  inviteAdmin: "As an administrator",
  invite: "Make a link",
  linkTitle: "The invitation",
  linkHint: "Send this link to the person. It is not shown again.",
  link: "Link",
  copy: "Copy",
  copied: "Copied",
  openTitle: "Open invitations",
  noneOpen: "No invitation is open.",
  anyAddress: "Any address",
  until: (date: string) => `Until ${moment(date)}`,
  withdraw: "Withdraw",
  withdrawOf: (name: string) => `Withdraw the invitation for ${name}`,
  withdrawn: "The link no longer works.",
};
