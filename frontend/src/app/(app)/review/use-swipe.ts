"use client";

import { type PointerEvent, useRef } from "react";

const FAR_PX = 72;

/** Detects a swipe by finger or pen: a long horizontal move with little vertical movement. */
export function useSwipe({ onLeft, onRight }: { onLeft: () => void; onRight: () => void }) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      start.current = event.pointerType === "mouse" ? null : { x: event.clientX, y: event.clientY };
    },
    onPointerUp: (event: PointerEvent) => {
      if (!start.current) return;
      const across = event.clientX - start.current.x;
      const down = Math.abs(event.clientY - start.current.y);
      start.current = null;
      if (Math.abs(across) < FAR_PX || down > Math.abs(across) / 2) return;
      (across > 0 ? onRight : onLeft)();
    },
    onPointerCancel: () => {
      start.current = null;
    },
  };
}
