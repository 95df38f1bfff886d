/** Filters used since the page was opened, newest first. They are kept in memory only: they may hold what should not stay. */
import { create } from 'zustand';

const MOST = 20;

export const useRecent = create<{ readonly filters: readonly string[] }>()(() => ({ filters: [] }));

export function remembered(text: string): void {
  const filter = text.trim();
  if (filter === '') return;
  useRecent.setState(({ filters }) => ({
    filters: [filter, ...filters.filter((other) => other !== filter)].slice(0, MOST),
  }));
}
