import { messageOf } from "@/lib/api/problem";
import * as strings from "@/strings";

/** A short message over the page. What shows them (toast-list.tsx) is loaded with the first one. */
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

export const tell = (title: string): void => add({ title });

export const tellUndo = (title: string, undo: () => void): void => add({ title, undo });

export const tellProblem = (error: unknown): void =>
  add({ title: strings.problem.title, description: messageOf(error), isProblem: true });

/** Whether there ever was a message, for whoever loads the list. */
export const toastsNeeded = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => isNeeded,
};

/** For the list: takes the messages that waited for it, and all later ones. */
export function receiveToasts(receive: (message: ToastMessage) => void): void {
  show = receive;
  waiting.forEach(receive);
  waiting = [];
}
