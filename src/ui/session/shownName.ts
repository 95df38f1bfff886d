import { visibleName, visibleText } from '../../base/visibleText.ts';

/** Characters of a name that are drawn: a client identifier or filter may have 65,535 bytes. */
const LONGEST = 500;

/**
 * A client identifier, filter, user name or address for lists, with invisible characters made visible because
 * it comes from outside.
 */
export function shownName(name: string): string {
  return cut(name, visibleName);
}

/** The same for a folder, where a blank beside a slash means nothing. */
export function shownFolder(name: string): string {
  return cut(name, visibleText);
}

function cut(name: string, shown: (name: string) => string): string {
  return name.length > LONGEST ? `${shown(name.slice(0, LONGEST))}…` : shown(name);
}
