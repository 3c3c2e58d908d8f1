const share = (part: number) => `${Math.round(part * 100)} %`;

export const maskEditor = {
  title: "Repair the cut-out",
  hint: "Paint over what belongs to the garment, or remove what does not. Stripes cover what is cut away.",
  keys: "Two fingers, or Ctrl with the wheel, zoom. Keys on the picture: arrows move the brush (Shift: further), Space paints, + and − change its size, K keeps, R removes, Ctrl+Z undoes.",
  canvas: "Picture to paint on",
  brush: "Brush",
  keep: "Keep",
  remove: "Remove",
  move: "Move",
  size: "Brush size",
  view: "View",
  undo: "Undo",
  redo: "Redo",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  zoom: (zoom: number) => share(zoom),
  spot: (across: number, down: number, isGarment: boolean) =>
    `${isGarment ? "Kept" : "Cut away"}: ${share(across)} across, ${share(down)} down`,
  save: "Save",
  saving: "Saving…",
  leave: "The painted cut-out is not saved. Leave without saving?",
};
