/**
 * Filters used recently in this browser, newest first. Those that may contain a secret are kept in memory
 * only.
 */
import { create } from 'zustand';
import { remembered as kept, remember } from '../../kit/language/remembered.ts';

const MOST = 20;
/** Characters; longer ones are not kept. */
const LONGEST = 500;
const KEY = 'recentFilters';

export const useRecent = create<{ readonly filters: readonly string[] }>()(() => ({
  filters: recentIn(kept(KEY)),
}));

/** Only for this page. */
const passing = new Set<string>();

/** Ignores entries of unknown form. */
export function recentIn(stored: unknown): readonly string[] {
  if (!Array.isArray(stored)) return [];
  const texts = stored.filter(
    (one) => typeof one === 'string' && one !== '' && one.length <= LONGEST,
  );
  return [...new Set<string>(texts)].slice(0, MOST);
}

/** @param mayHoldSecret the filter is kept only until the page is left */
export function remembered(text: string, mayHoldSecret: boolean): void {
  const filter = text.trim();
  if (filter === '') return;
  if (mayHoldSecret) passing.add(filter);
  useRecent.setState(({ filters }) => ({
    filters: [filter, ...filters.filter((other) => other !== filter)].slice(0, MOST),
  }));
  store();
}

export function forgetRecent(): void {
  useRecent.setState({ filters: [] });
  store();
}

function store(): void {
  const { filters } = useRecent.getState();
  // Another tab of the app may have kept some meanwhile.
  const others = filters.length === 0 ? [] : recentIn(kept(KEY));
  const own = filters.filter((filter) => !passing.has(filter));
  remember(KEY, recentIn([...own, ...others]));
}
