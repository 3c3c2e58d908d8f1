import type { Color } from "@/lib/api/types";

/** A colour's position on the wheel: `angle` in degrees from red, `reach` from 0 (grey) to 1 (strongest dye). */
export type Place = { angle: number; reach: number };

const STRONGEST_CHROMA = 80; // of dyed textiles in CIELAB; screens reach about 130

/** The CIELAB hue and chroma of an sRGB colour (CIE 15:2004; D65 white). */
export function placeOf(hex: string): Place {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255)) as Triple;
  const x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047;
  const y = 0.2126729 * red + 0.7151522 * green + 0.072175 * blue;
  const z = (0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883;
  const a = 500 * (curve(x) - curve(y));
  const b = 200 * (curve(y) - curve(z));
  return {
    angle: (Math.atan2(b, a) * 180) / Math.PI,
    reach: Math.min(1, Math.hypot(a, b) / STRONGEST_CHROMA),
  };
}

type Triple = [number, number, number];

// IEC 61966-2-1, the sRGB transfer function.
const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

const curve = (value: number) => (value > (6 / 29) ** 3 ? Math.cbrt(value) : value / (3 * (6 / 29) ** 2) + 4 / 29);

/** A point in a circle of radius 1 around 0, 0; y grows downwards, as on screens. */
export function pointOf({ angle, reach }: Place): { x: number; y: number } {
  const radians = (angle * Math.PI) / 180;
  return { x: reach * Math.cos(radians), y: -reach * Math.sin(radians) };
}

// A colour with a smaller share says little about the garment.
const LEAST_SHARE = 0.1;

export const mainColors = (colors: Color[]): Color[] => colors.filter((color) => color.share >= LEAST_SHARE);
