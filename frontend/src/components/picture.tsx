"use client";

import { type ComponentProps, useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { pictureAddress } from "@/lib/api/client";

const TRIES = 8;
const LONGEST_PAUSE_MS = 30_000;

type Props = { path: string; alt: string } & Omit<ComponentProps<"img">, "src" | "alt" | "ref" | "key" | "onError">;

/**
 * A picture of the service's. If it fails to load, because the service or the session is gone, it is requested again.
 * A picture that leaves the page is no longer loaded: visible pictures come first, and no request is left for the
 * picture of a garment that is being deleted.
 */
export function Picture({ path, alt, ...img }: Props) {
  const [tries, setTries] = useState(1);
  const [hasFailed, setFailed] = useState(false);
  const address = pictureAddress(path);
  // Only the server's HTML sets the address before the element is on the page. React also creates elements in renders
  // that it abandons, and a browser loads the picture of an element that is never shown.
  const isHydrating = useSyncExternalStore(neverChanges, isFalse, isTrue);
  const [addressInHtml] = useState(isHydrating ? address : null);

  useEffect(() => {
    if (!hasFailed || tries >= TRIES) return;
    const again = () => {
      setFailed(false);
      setTries(tries + 1);
    };
    const timer = setTimeout(again, Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** tries));
    return () => clearTimeout(timer);
  }, [hasFailed, tries]);

  const follow = useCallback(
    (element: HTMLImageElement) => {
      if (!element.hasAttribute("src")) element.src = address; // created here; or strict mode removed it
      if (isBroken(element)) setFailed(true); // it failed before this script could listen
      return () => element.removeAttribute("src");
    },
    [address],
  );
  return (
    <img
      key={`${address} ${tries}`}
      ref={follow}
      src={tries === 1 && address === addressInHtml ? address : undefined}
      alt={alt}
      onError={() => setFailed(true)}
      {...img}
    />
  );
}

const neverChanges = () => () => undefined;
const isFalse = () => false;
const isTrue = () => true;

const isBroken = (img: HTMLImageElement) => img.currentSrc !== "" && img.complete && img.naturalWidth === 0;
