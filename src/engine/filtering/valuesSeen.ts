/** Collects the values of a field for completion. */

import { sourceOf } from '../filter/sources.ts';
import { findField } from '../filter/syntax/fields.ts';
import { type CaptureFacts, PacketCursor } from './packetCursor.ts';

/** Overwrites secrets. */
const MASKED = '**';
const MOST_VALUES = 50;
/** Maximum number of different values that are counted. */
const MOST_COUNTED = 5000;
/** Characters. */
const LONGEST = 100;

/** Packets at the log's beginning that are examined first, because a CONNECT is usually there. */
const AT_BEGINNING = 200;
/** Packets between two checks of the clock. */
const GROUP = 64;

/**
 * Most frequent first, from as many packets as there is time for: the oldest few, then the newest.
 * @param field as written; an unknown one has no values
 */
export function valuesSeen(
  capture: CaptureFacts,
  field: string,
  hasTime: () => boolean,
): readonly string[] {
  const look = lookFor(field);
  if (look === undefined) return [];
  const { oldestNumber, nextNumber } = capture.log;
  const cursor = new PacketCursor(capture);
  const counts = new Map<string, number>();
  const beginning = Math.min(oldestNumber + AT_BEGINNING, nextNumber);
  for (let number = oldestNumber; number < beginning; number += 1) {
    if (cursor.moveTo(number)) look(cursor, counts);
  }
  for (let number = nextNumber - 1; number >= beginning; number -= 1) {
    if (number % GROUP === 0 && (!hasTime() || counts.size > MOST_COUNTED)) break;
    if (cursor.moveTo(number)) look(cursor, counts);
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_VALUES)
    .map(([value]) => value);
}

function lookFor(
  name: string,
): ((cursor: PacketCursor, counts: Map<string, number>) => void) | undefined {
  const found = findField(name);
  // Words are more useful than their numbers, and moments do not recur.
  if (!found || found.field.words || found.field.quantity === 'time') return undefined;
  const { any } = sourceOf(found.field, found.steps, false);
  const mayBeSecret = found.field.place.in !== 'column';
  return (cursor, counts) => {
    if (!any(cursor, () => true)) return;
    any(mayBeSecret ? cursor.withoutSecrets() : cursor, (value) => {
      if (typeof value !== 'string' && typeof value !== 'number') return false;
      const text = String(value);
      const isShown = text.length <= LONGEST && !text.includes(MASKED);
      if (isShown) counts.set(text, (counts.get(text) ?? 0) + 1);
      // Continues with the field's next value.
      return false;
    });
  };
}
