import { useId } from "react";
import { Button } from "@/components/button";
import type { Photo } from "@/lib/api/types";
import * as strings from "@/strings";
import styles from "./photo-tools.module.css";

/** What opens in place of the picture to say where the garment is. */
export type Editor = "rectangle" | "painted";

/** How the garment is cut out of its photo, with a sentence on the way that is chosen. */
export function CutoutModes({
  cutout: { mode, doubts },
  busy,
  focused,
  onChoose,
  onEdit,
}: {
  cutout: Photo["cutout"];
  busy: boolean;
  /** The editor that was just closed: its button gets the focus. */
  focused: Editor | null;
  onChoose: (mode: "auto" | "off") => void;
  onEdit: (editor: Editor) => void;
}) {
  const hint = useId();
  const words = strings.garmentPage.cutout;
  const choose = (wanted: "auto" | "off") => {
    if (mode !== "painted" || window.confirm(words.dropPainted)) onChoose(wanted);
  };
  return (
    <div className={styles.modes}>
      <div className={styles.group} role="group" aria-label={words.title} aria-describedby={hint}>
        <span className={styles.label} aria-hidden>
          {words.title}
        </span>
        <Button small aria-pressed={mode === "auto"} busy={busy} onClick={() => choose("auto")}>
          {words.auto}
        </Button>
        <Button
          small
          aria-pressed={mode === "rectangle"}
          busy={busy}
          autoFocus={focused === "rectangle"}
          onClick={() => onEdit("rectangle")}
        >
          {words.rectangle}
        </Button>
        <Button
          small
          aria-pressed={mode === "painted"}
          busy={busy}
          autoFocus={focused === "painted"}
          onClick={() => onEdit("painted")}
        >
          {words.painted}
        </Button>
        <Button small aria-pressed={mode === "off"} busy={busy} onClick={() => choose("off")}>
          {words.off}
        </Button>
      </div>
      <p id={hint} className={styles.label}>
        {doubts.length > 0 ? words.doubtful : words.hints[mode]}
      </p>
    </div>
  );
}
