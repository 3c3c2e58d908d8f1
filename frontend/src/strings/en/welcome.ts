export const welcome = {
  title: "Your clothes, seen together",
  lead: "Take photos of what you own. Curator recognises each garment, reads its colours, and suggests outfits.",
  start: "Create your wardrobe",
  signIn: "Sign in",
  steps: [
    {
      picture: "/welcome/photo.webp",
      title: "Drop in photos",
      text: "From the phone, from a folder, many at once. Each garment is cut out of its background and sorted.",
    },
    {
      picture: "/welcome/wardrobe.webp",
      title: "See what you own",
      text: "By kind, colour and season. Where Curator was not sure, one tap corrects it.",
    },
    {
      picture: "/welcome/outfit-2.webp",
      title: "Get dressed",
      text: "Outfits from your own clothes, best first, with reasons in plain words. Pin the trousers, change the rest.",
    },
  ],
  privacyTitle: "Your photos stay with you",
  privacy:
    "Curator runs on your own machine. Photos are kept exactly as you took them, no other service sees them, and there is no account anywhere else.",
  signedIn: "Open your wardrobe",
};
