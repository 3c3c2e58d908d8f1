/** Plurals, lists and dates in English. */
export const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** "a, b and c" */
export const list = (parts: string[]) => new Intl.ListFormat("en").format(parts);

export const moment = (date: string) =>
  new Date(date).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
