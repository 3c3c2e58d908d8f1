/** Messages about uploads that every page may show. */
export const uploads = {
  dropAnywhere: "Drop to add to your wardrobe",
  tooLarge: (name: string) => `${name} is larger than 40 MB. Save it smaller and try again.`,
};
