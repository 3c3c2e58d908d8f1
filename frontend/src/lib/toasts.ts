import { messageOf } from "@/lib/api/problem";
import * as strings from "@/strings";

/** A short message over the page. The component that shows them (toast-list.tsx) is loaded with the first one. */
export type ToastMessage = { title: string; description?: string; undo?: () => void; isProblem?: boolean };

let waiting: ToastMessage[] = [];
let show: ((message: ToastMessage) => void) | null = null;
const listeners = new Set<() => void>();
let isNeeded = false;

function add(message: ToastMessage): void {
  if (show) return show(message);
  waiting.push(message);
  isNeeded = true;
  listeners.forEach((listener) => listener());
}

export const showMessage = (title: string): void => add({ title });

export const showUndo = (title: string, undo: () => void): void => add({ title, undo });

export const showProblem = (error: unknown): void =>
  add({ title: strings.problem.title, description: messageOf(error), isProblem: true });

/** Whether there was a message yet, and the list must be loaded. */
export const toastsNeeded = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => isNeeded,
};

/** For the list: receives the waiting messages and all later ones. */
export function receiveToasts(receive: (message: ToastMessage) => void): void {
  show = receive;
  waiting.forEach(receive);
  waiting = [];
}
