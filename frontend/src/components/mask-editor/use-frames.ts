import { useCallback, useEffect, useRef } from "react";

/** Draws after each render and whenever the returned function is called, at most once a frame. */
export function useFrames(draw: () => void): () => void {
  const latest = useRef(draw);
  const waiting = useRef(0);
  const ask = useCallback(() => {
    waiting.current ||= requestAnimationFrame(() => {
      waiting.current = 0;
      latest.current();
    });
  }, []);
  useEffect(() => {
    latest.current = draw;
    ask();
  });
  useEffect(
    () => () => {
      cancelAnimationFrame(waiting.current);
      waiting.current = 0;
    },
    [],
  );
  return ask;
}
