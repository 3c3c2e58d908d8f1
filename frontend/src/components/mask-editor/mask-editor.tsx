"use client";

import { useQuery } from "@tanstack/react-query";
import { Eraser, Move, Paintbrush, Redo2, Undo2, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, useId, useState, useSyncExternalStore } from "react";
import { Button, IconButton } from "@/components/button";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import type { Photo } from "@/lib/api/types";
import { useLeaveGuard } from "@/lib/leave-guard";
import { PaintedMask } from "@/lib/mask/painted-mask";
import { type MaskPictures, maskPicturesQuery } from "@/lib/mask/pictures";
import { MOST_ZOOM, WHOLE, zoomed } from "@/lib/mask/view";
import { openInView } from "@/lib/open-in-view";
import { showProblem } from "@/lib/toasts";
import * as strings from "@/strings";
import { MaskCanvas } from "./mask-canvas";
import styles from "./mask-editor.module.css";
import type { Tool } from "./use-pointers";

const SIZE_PX = { least: 4, most: 120, first: 32, step: 4 };
const ZOOM_STEP = 1.5;

type Props = {
  photo: Photo;
  busy: boolean;
  /** The mask as a PNG of the photo's size as it is shown, white on the garment. */
  onSave: (mask: Blob) => void;
  onCancel: () => void;
};

/** The cut-out of a photo, repaired with a brush. */
export function MaskEditor(props: Props) {
  const [photo] = useState(props.photo); // a change made elsewhere must not take the strokes away
  const query = useQuery(maskPicturesQuery(photo));
  return (
    <section ref={openInView} tabIndex={-1} className={styles.editor} aria-label={strings.maskEditor.title}>
      {query.data ? (
        <Painting {...props} pictures={query.data} />
      ) : (
        <>
          <QueryState query={query} waiting={<BlockSkeleton tall />} />
          <Button look="quiet" small onClick={props.onCancel}>
            {strings.actions.cancel}
          </Button>
        </>
      )}
    </section>
  );
}

function Painting({ pictures, busy, onSave, onCancel }: Props & { pictures: MaskPictures }) {
  const [mask] = useState(() => new PaintedMask(pictures.mask));
  const { canUndo, canRedo } = useSyncExternalStore(mask.subscribe, mask.history);
  const [tool, setTool] = useState<Tool>("keep");
  const [sizePx, setSizePx] = useState(SIZE_PX.first);
  const [view, setView] = useState(WHOLE);
  const [hint, keys, size] = [useId(), useId(), useId()];
  const words = strings.maskEditor;
  useLeaveGuard(canUndo, words.leave);

  const resize = (steps: number) =>
    setSizePx((now) => Math.min(SIZE_PX.most, Math.max(SIZE_PX.least, now + steps * SIZE_PX.step)));
  const cancel = () => {
    if (!canUndo || window.confirm(words.leave)) onCancel();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) mask.undo();
    else if (key === "y" || key === "z") mask.redo();
    else return;
    event.preventDefault();
  };
  const toolButton = (name: Tool, icon: typeof Move) => {
    const Icon = icon;
    return (
      <Button small aria-pressed={tool === name} onClick={() => setTool(name)}>
        <Icon size={18} aria-hidden /> {words[name]}
      </Button>
    );
  };

  return (
    <div className={styles.painting} onKeyDown={onKeyDown}>
      <p id={hint} className={styles.hint}>
        {words.hint}
      </p>
      <MaskCanvas
        photo={pictures.photo}
        mask={mask}
        tool={tool}
        sizePx={sizePx}
        view={view}
        onView={setView}
        onTool={setTool}
        onResize={resize}
        describedBy={`${hint} ${keys}`}
      />
      <div className={styles.row} role="group" aria-label={words.brush}>
        {toolButton("keep", Paintbrush)}
        {toolButton("remove", Eraser)}
        {toolButton("move", Move)}
      </div>
      <div className={styles.row}>
        <label htmlFor={size} className={styles.hint}>
          {words.size}
        </label>
        <input
          id={size}
          type="range"
          className={styles.size}
          min={SIZE_PX.least}
          max={SIZE_PX.most}
          step={SIZE_PX.step}
          value={sizePx}
          onChange={({ target }) => setSizePx(Number(target.value))}
        />
      </div>
      <div className={styles.row} role="group" aria-label={words.view}>
        <IconButton label={words.undo} busy={!canUndo || busy} onClick={() => mask.undo()}>
          <Undo2 size={20} aria-hidden />
        </IconButton>
        <IconButton label={words.redo} busy={!canRedo || busy} onClick={() => mask.redo()}>
          <Redo2 size={20} aria-hidden />
        </IconButton>
        <IconButton
          label={words.zoomOut}
          busy={view.zoom <= 1}
          onClick={() => setView((now) => zoomed(now, 1 / ZOOM_STEP))}
        >
          <ZoomOut size={20} aria-hidden />
        </IconButton>
        <output className={styles.zoom}>{words.zoom(view.zoom)}</output>
        <IconButton
          label={words.zoomIn}
          busy={view.zoom >= MOST_ZOOM}
          onClick={() => setView((now) => zoomed(now, ZOOM_STEP))}
        >
          <ZoomIn size={20} aria-hidden />
        </IconButton>
      </div>
      <div className={styles.row}>
        <Button look="solid" small busy={!canUndo || busy} onClick={() => void mask.toPng().then(onSave, showProblem)}>
          {busy ? words.saving : words.save}
        </Button>
        <Button look="quiet" small busy={busy} onClick={cancel}>
          {strings.actions.cancel}
        </Button>
      </div>
      <p id={keys} className={styles.hint}>
        {words.keys}
      </p>
    </div>
  );
}
