/** For the ref of what opens in place of what was tapped: the focus goes to it, and its top comes into view. */
export function openInView(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "start" });
}
