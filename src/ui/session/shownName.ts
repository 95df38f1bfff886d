import { visibleName } from '../../base/visibleText.ts';

/** Characters of a name that are drawn: a client identifier or filter may have 65,535 bytes. */
const LONGEST = 500;

/**
 * A client identifier, filter, user name or address for lists, with invisible characters made visible because
 * it comes from outside.
 */
export function shownName(name: string): string {
  return name.length > LONGEST ? `${visibleName(name.slice(0, LONGEST))}…` : visibleName(name);
}
