import { moment, plural } from "./words";

export const settings = {
  title: "Settings",
  signInTitle: "Signing in",
  noPassword:
    "You came in by the link that Curator prints when it starts. Choose an address and a password to sign in from other devices.",
  email: "Email",
  currentPassword: "Password you have now",
  newPassword: "New password",
  saveEmail: "Save address",
  savePassword: "Save password",
  passwordSaved: "Password saved. Other devices are signed out.",
  emailSaved: "Address saved",
  devicesTitle: "Signed-in devices",
  thisDevice: "This device",
  lastUsed: (date: string) => `Last used ${moment(date)}`,
  signOutDevice: (name: string) => `Sign out ${name}`,
  deviceOut: "That device is signed out.",
  unknownDevice: "Unknown device",
  deviceName: (browser: string, system: string) => `${browser} on ${system}`,
  themeTitle: "Appearance",
  theme: "Light or dark",
  themes: { system: "Like the device", light: "Light", dark: "Dark" },
  privacyTitle: "Privacy",
  kept: [
    "Your photos, exactly as you took them, so that nothing is lost and better models can look at them again. Nobody but you can open them.",
    "Smaller pictures made of them, without place, time or camera data. These are what pages show.",
    "What Curator read from them: kind, colours and a fingerprint of style, and what you corrected. Outfits are made of it.",
    "The shape of your face, only where you asked for it to be remembered; never a portrait.",
    "Your address, and your password as a one-way hash. When you signed in, and with what kind of browser.",
  ],
  keptNot: "No advertising, no analytics, no other company. Nothing leaves this machine by itself.",
  consent: "My photos and corrections may be used to train this Curator's models",
  consentHint:
    "Off unless you switch it on. You can change your mind at any time; later training leaves your photos out.",
  dataTitle: "Your data",
  export: "Download everything",
  exportHint: "A ZIP with your photos as you took them, and all facts as JSON and CSV.",
  import: "Take a wardrobe in…",
  importHint: "A ZIP that was downloaded from Curator, here or elsewhere. What you have already stays as it is.",
  importSending: "Sending…",
  importState: (state: string, done: number, total: number | null, detail: string) =>
    state === "failed"
      ? `It could not be taken in. ${detail}`
      : state === "done"
        ? `Taken in: ${done} of ${total ?? done} garments. ${detail}`
        : total === null
          ? "Waiting…"
          : `${done} of ${total} garments…`,
  samples: "Take sample garments out",
  eraseTitle: "Erase my account",
  eraseHint: "All photos, garments, outfits and the account itself, at once and for good.",
  erase: "Erase everything",
  eraseAsk: "Erase everything of yours?",
  eraseWarning: "This cannot be undone.",
  erasePassword: "Your password, to be sure it is you",
};

export const admin = {
  title: "Administration",
  forbidden: "This page is for administrators.",
  health: "Health",
  checks: { database: "Database", models: "Models", storage: "Storage", registry: "Registry" } as Record<
    string,
    string
  >,
  statuses: { ok: "Fine", degraded: "Works, with limits", down: "Down" },
  models: "Models",
  version: "Version",
  source: "Source",
  noVersion: "Not loaded",
  registryVersion: "In the registry",
  facts: {
    test_accuracy: "Accuracy, test photos",
    validation_accuracy: "Accuracy, validation photos",
    auc: "AUC, pairs worn together",
    fitb: "Fill in the blank",
    image_size: "Picture size (px)",
    review_below: "Asks below confidence",
    git_commit: "Code",
    data_sha256: "Data",
    seed: "Seed",
    epochs: "Epochs",
  } as Record<string, string>,
  reload: "Load the Production model",
  reloading: "Loading…",
  reloaded: "The registry was asked. What is new takes over as soon as it is ready.",
  following: (version: string, embedded: number, garments: number) =>
    `Version ${version} takes over: ${embedded} of ${garments} garments read by it.`,
  monitoring: "Watching the models",
  alarm: "The latest photos are of another kind than those the models were made for: look at what moved below.",
  lookedAt: (photos: number, since: string | null) =>
    since === null
      ? "No photos of people's own yet: samples do not count."
      : `The latest ${plural(photos, "garment", "garments")}, since ${moment(since)}, beside photos that the models do well on.`,
  legend: "Bars: the latest photos. Line: the reference. Nothing is said of fewer than 50 photos.",
  live: "Latest photos",
  reference: "Reference",
  subjects: { confidence: "Confidence", class: "Classes", embedding: "Distance to its class" },
  drift: (state: "steady" | "drifted" | "too few photos" | "no reference", p: number | null) =>
    ({
      steady: `Steady (p ${p?.toFixed(3)})`,
      drifted: "Moved (p below 0.001)",
      "too few photos": "Too few photos yet",
      "no reference": "No reference for this version",
    })[state],
  classShort: (name: string) => ({ longsleeve: "sleeves", outwear: "coats" })[name] ?? name,
  share: (share: number | undefined) => (share === undefined ? "–" : `${(share * 100).toFixed(1)} %`),
  latency: "Both models, median",
  milliseconds: (value: number) => `${value.toFixed(0)} ms`,
  corrected: (version: string) => `Corrected in 30 days, ${version}`,
  liked: (version: string, low: number) => `Liked, scored ${low.toFixed(1)} to ${(low + 0.1).toFixed(1)}, ${version}`,
  of: (some: number, all: number) => `${some} of ${all}`,
  candidate: (version: string | null) =>
    version ? `Candidate ${version} beside the classifier` : "Candidate beside the classifier",
  notCompared: "It has looked at no photos yet.",
  compared: (disagreed: number, photos: number, version: string) =>
    `Disagrees with ${version} on ${disagreed} of ${plural(photos, "photo", "photos")}`,
  classifierSays: "Classifier",
  candidateSays: "Candidate",
  photos: "Photos",
  leftOut: (count: number) => `${plural(count, "photo was", "photos were")} left out, as there was more urgent work.`,
  jobs: "Background work",
  noJobs: "Nothing has been done in the background yet.",
  jobStates: { waiting: "Waiting", running: "Running", done: "Done", failed: "Failed" },
  jobAt: moment,
  jobProgress: (done: number, total: number | null) => (total === null ? `${done}` : `${done} of ${total}`),
};
