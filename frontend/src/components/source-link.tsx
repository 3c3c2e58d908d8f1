import * as strings from "@/strings";

/** The shop's page that a garment was read off. It learns nothing of where one comes from. */
export function SourceLink({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {strings.garment.from(new URL(url).host)}
    </a>
  );
}
