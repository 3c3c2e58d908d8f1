import * as strings from "@/strings";

/** Links to the shop page that a garment was imported from, without a referrer. */
export function SourceLink({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {strings.garment.from(new URL(url).host)}
    </a>
  );
}
