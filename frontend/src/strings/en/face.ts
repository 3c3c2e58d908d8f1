import type { FaceShape } from "@/lib/api/types";

const shapes: Record<FaceShape, string> = {
  oval: "Oval",
  round: "Round",
  square: "Square",
  heart: "Heart",
  oblong: "Oblong",
  diamond: "Diamond",
};

export const face = {
  title: "Face shape",
  lead: "Upload a portrait to see the shape of your face and what style tradition advises for it. The picture is analysed in memory and never stored.",
  how: "From the front, at arm's length, in good light, hair off the face.",
  camera: "Use the camera",
  take: "Take the picture",
  choose: "Choose a picture",
  another: "Another picture",
  noCamera: "This browser does not let pages use the camera here. Choose a picture, or take one with the button below.",
  cameraRefused: "The camera could not be used. Allow it in the browser's settings, or choose a picture.",
  preview: "What the camera sees",
  measuring: "Measuring…",
  portrait: "Your portrait with the measurements drawn on it",
  shapes,
  result: (shape: FaceShape, also: FaceShape | null | undefined) =>
    also ? `${shapes[shape]} or ${shapes[also].toLowerCase()}` : shapes[shape],
  sure: (confidence: number) =>
    confidence >= 0.6 ? "Fairly sure" : confidence >= 0.4 ? "A fair guess" : "A guess: few faces have just one shape",
  methods: {
    mesh: "Measured from 468 points of the face.",
    landmarks68: "Measured from 68 points of the face.",
    haar: "Measured from the outline only.",
  },
  howClose: "How well each shape fits",
  lines: { face_length: "Length", forehead: "Forehead", cheekbones: "Cheekbones", jaw: "Jaw" },
  ratio: (times: number) => `${times.toFixed(2)} × the cheekbones' width`,
  measurements: "Measurements",
  advice: "What tradition says",
  topics: {
    neckline: "Necklines",
    collar: "Collars",
    hat: "Hats",
    glasses: "Glasses",
    scarf: "Scarves",
    pattern: "Patterns",
  },
  yours: "In your wardrobe",
  sayMore: "Necklines and patterns appear here once you set them on a garment's page.",
  source: "Source",
  save: (shape: string) => `Remember “${shape}”`,
  saved: (shape: string) => `Remembered: ${shape}. Nothing else about your face is kept.`,
  forget: "Forget it",
  forgotten: "Forgotten",
  mention: "Mention it in the reasons for outfits",
};
