/** Commands that were chosen in the palette, kept in this browser. */
import { remember, remembered } from '../../kit/language/remembered.ts';

const KEY = 'recentCommands';
/** More than are listed, because some commands are only available at times. */
const KEPT = 20;

/** Ids, the last one first. */
export function recentCommands(): readonly string[] {
  const kept = remembered(KEY);
  return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, KEPT) : [];
}

export function noteRun(id: string): void {
  // Names of tabs end with their page.
  if (id.startsWith('go-')) return;
  remember(KEY, [id, ...recentCommands().filter((one) => one !== id)].slice(0, KEPT));
}
