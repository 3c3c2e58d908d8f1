import { useEffect } from "react";

/** Asks before the page is left while something on it is unsaved: by a link, by going back, by reloading or closing. */
export function useLeaveGuard(isUnsaved: boolean, question: string): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const opensElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!link || opensElsewhere || window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Back and forward within the site. Browsers without the Navigation API go there unasked.
    const onNavigate = (event: NavigateEvent) => {
      if (event.navigationType !== "traverse" || !event.cancelable || !event.destination.sameDocument) return;
      if (!window.confirm(question)) event.preventDefault();
    };
    const navigation = "navigation" in window ? window.navigation : null;
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    navigation?.addEventListener("navigate", onNavigate);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
      navigation?.removeEventListener("navigate", onNavigate);
    };
  }, [isUnsaved, question]);
}
