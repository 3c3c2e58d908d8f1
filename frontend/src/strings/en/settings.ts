import { moment, plural } from "./words";

export const settings = {
  title: "Settings",
  signInTitle: "Signing in",
  noPassword:
    "You signed in with the link that Curator prints when it starts. Choose an email address and a password to sign in from other devices.",
  email: "Email",
  currentPassword: "Current password",
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
  themes: { system: "Same as the device", light: "Light", dark: "Dark" },
  privacyTitle: "Privacy",
  kept: [
    "Your photos, exactly as you took them, so that nothing is lost and better models can analyse them again. Only you can open them.",
    "Smaller copies of them, without location, time or camera data. Pages show these.",
    "What Curator recognised in them (kind, colours and a style fingerprint) and your corrections. Outfits are built from it.",
    "The shape of your face, only if you asked Curator to remember it; never a portrait.",
    "Your email address, and your password as a one-way hash. When you signed in, and with which kind of browser.",
  ],
  keptNot: "No advertising, no analytics, no other company. Nothing leaves this machine unless you ask for it.",
  consent: "My photos and corrections may be used to train this Curator's models",
  consentHint:
    "Off unless you switch it on. You can change your mind at any time; later training leaves your photos out.",
  dataTitle: "Your data",
  export: "Download everything",
  exportHint: "A ZIP with your photos as you took them, and all data as JSON and CSV.",
  import: "Import a wardrobe…",
  importHint: "A ZIP that was downloaded from any Curator. What you already have stays as it is.",
  importSending: "Uploading…",
  importState: (state: string, done: number, total: number | null, detail: string) =>
    state === "failed"
      ? `It could not be imported. ${detail}`
      : state === "done"
        ? `Imported: ${done} of ${total ?? done} garments. ${detail}`
        : total === null
          ? "Waiting…"
          : `${done} of ${total} garments…`,
  samples: "Remove sample garments",
  eraseTitle: "Erase my account",
  eraseHint: "All photos, garments, outfits and the account itself, at once and for good.",
  erase: "Erase everything",
  eraseAsk: "Erase your account and all its data?",
  eraseWarning: "This cannot be undone.",
  erasePassword: "Your password, to confirm that it is you",
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
  reloaded: "The registry was checked. A newer version takes over as soon as it is ready.",
  following: (version: string, embedded: number, garments: number) =>
    `Version ${version} is taking over: ${embedded} of ${garments} garments processed.`,
  monitoring: "Model monitoring",
  alarm: "The latest photos differ from those the models were trained for: see below what drifted.",
  lookedAt: (photos: number, since: string | null) =>
    since === null
      ? "No photos yet: samples do not count."
      : `The latest ${plural(photos, "garment", "garments")}, since ${moment(since)}, compared with photos that the models handle well.`,
  legend: "Bars: the latest photos. Line: the reference. Fewer than 50 photos are not compared.",
  live: "Latest photos",
  reference: "Reference",
  subjects: { confidence: "Confidence", class: "Classes", embedding: "Distance to its class" },
  drift: (state: "steady" | "drifted" | "too few photos" | "no reference", p: number | null) =>
    ({
      steady: `Steady (p ${p?.toFixed(3)})`,
      drifted: "Drifted (p below 0.001)",
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
    version ? `Candidate ${version} compared with the classifier` : "Candidate compared with the classifier",
  notCompared: "It has not classified any photos yet.",
  compared: (disagreed: number, photos: number, version: string) =>
    `Disagrees with ${version} on ${disagreed} of ${plural(photos, "photo", "photos")}`,
  classifierSays: "Classifier",
  candidateSays: "Candidate",
  photos: "Photos",
  leftOut: (count: number) => `${plural(count, "photo was", "photos were")} skipped because of more urgent work.`,
  jobs: "Background work",
  noJobs: "No background work yet.",
  jobStates: { waiting: "Waiting", running: "Running", done: "Done", failed: "Failed" },
  jobAt: moment,
  jobProgress: (done: number, total: number | null) => (total === null ? `${done}` : `${done} of ${total}`),
};
