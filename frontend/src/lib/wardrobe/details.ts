import type { Attributes } from "@/lib/api/types";

/** A garment's attributes as form fields: no nulls; a price is a text and a currency. */
export type DetailsFields = {
  season: string[];
  occasion: string[];
  warmth: string;
  pattern: string;
  neckline: string;
  name: string;
  brand: string;
  color: string;
  size: string;
  price: string;
  currency: string;
  notes: string;
};

const DEFAULT_CURRENCY = "EUR";

export function fieldsFrom(attributes: Attributes): DetailsFields {
  const { price } = attributes;
  return {
    season: attributes.season ?? [],
    occasion: attributes.occasion ?? [],
    warmth: attributes.warmth ?? "",
    pattern: attributes.pattern ?? "",
    neckline: attributes.neckline ?? "",
    name: attributes.name ?? "",
    brand: attributes.brand ?? "",
    color: attributes.color ?? "",
    size: attributes.size ?? "",
    price: price ? priceText(price) : "",
    currency: price?.currency ?? DEFAULT_CURRENCY,
    notes: attributes.notes ?? "",
  };
}

/** Only the touched fields, so that changes in two tabs to different fields are both kept. */
export function attributesFrom(
  fields: DetailsFields,
  touched: Partial<Record<keyof DetailsFields, unknown>>,
): Attributes {
  const { season, occasion, price, currency, ...texts } = fields;
  const all = {
    season,
    occasion,
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim() || null])),
    price: price.trim() ? priceFrom(price, currency) : null,
  };
  const isTouched = (name: string) =>
    name === "price" ? touched.price || touched.currency : touched[name as keyof DetailsFields];
  return Object.fromEntries(Object.entries(all).filter(([name]) => isTouched(name))) as Attributes;
}

type Price = NonNullable<Attributes["price"]>;

export function priceText({ amount_minor, currency }: Price): string {
  const digits = minorDigits(currency);
  return (amount_minor / 10 ** digits).toFixed(digits);
}

function priceFrom(text: string, currencyText: string): Price {
  const currency = currencyText.trim().toUpperCase();
  return { amount_minor: Math.round(Number(text.trim().replace(",", ".")) * 10 ** minorDigits(currency)), currency };
}

/** The decimal digits of a currency: 2 for euros, none for yen (ISO 4217). */
function minorDigits(currency: string): number {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2; // unknown currency: the service reports it at the field
  }
}
