/** State of the Problems view per connection, kept when the user returns from a packet. */
import { perConnection } from '../connection/perConnection.ts';
import type { LinePlace } from './lines.ts';

interface ProblemsPlace {
  /** The rule whose occurrences are listed. */
  readonly open: string | undefined;
  readonly cursor: LinePlace | undefined;
  /** Text to find in titles, rules and statements. */
  readonly search: string;
  /** Rules that were unread when the user opened the view. */
  readonly fresh: ReadonlySet<string>;
}

const FIRST: ProblemsPlace = { open: undefined, cursor: undefined, search: '', fresh: new Set() };

const places = perConnection(FIRST);

export const useProblemsPlace = places.use;

export const placeOf = places.of;

export const setPlace = places.change;
