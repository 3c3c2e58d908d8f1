import { useRef } from "react";
import { Button } from "@/components/button";
import { GarmentPicture } from "@/components/garment-picture";
import type { CutoutAnswer, CutoutProposal } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import * as strings from "@/strings";
import styles from "./cutouts.module.css";

/** One photo before and after, with the two answers. */
export function Pair({
  proposal,
  busy,
  onAnswer,
}: {
  proposal: CutoutProposal;
  busy: boolean;
  onAnswer: (proposal: CutoutProposal, answer: CutoutAnswer) => void;
}) {
  const place = useRef<HTMLLIElement>(null);
  const { item } = proposal;
  const words = strings.cutouts;
  const name = garmentName(item);
  const choose = (answer: CutoutAnswer) => {
    // This pair goes: the focus moves to a neighbour, so that the keyboard continues there.
    const { nextElementSibling, previousElementSibling } = place.current ?? {};
    (nextElementSibling ?? previousElementSibling)?.querySelector("button")?.focus();
    onAnswer(proposal, answer);
  };
  return (
    <li ref={place} className={styles.pair}>
      {(["before", "after"] as const).map((when) => (
        <figure key={when} className={styles.picture}>
          <GarmentPicture item={{ ...item, images: proposal[when] }} size="thumb" alt={words.of(words[when], name)} />
          <figcaption className={styles.soft}>{words[when]}</figcaption>
        </figure>
      ))}
      <div className={styles.answers}>
        <Button small look="solid" busy={busy} aria-label={words.of(words.use, name)} onClick={() => choose("use")}>
          {words.use}
        </Button>
        <Button small busy={busy} aria-label={words.of(words.keep, name)} onClick={() => choose("keep")}>
          {words.keep}
        </Button>
      </div>
    </li>
  );
}
