/** Whether there are recent entries, known before the list's code is loaded. */
import { create } from 'zustand';

export const RECENT = 'mqttscope.recent';

/** Stored text. Undefined if nothing is stored. */
export function keptRecent(): string | undefined {
  try {
    return localStorage.getItem(RECENT) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The text changes with each update, here or in another tab of the browser. */
export const useKeptRecent = create<{ readonly text: string | undefined }>()(() => ({
  text: keptRecent(),
}));
