/** Values that packets have in a field: what completion offers. */

import { sourceOf } from '../filter/sources.ts';
import { findField } from '../filter/syntax/fields.ts';
import { type CaptureFacts, PacketCursor } from './packetCursor.ts';

/** What secrets are overwritten with. */
const MASKED = '**';
const MOST_VALUES = 50;
/** Different values that are counted at most. */
const MOST_COUNTED = 5000;
/** Characters. */
const LONGEST = 100;

/** Packets at the log's beginning that are looked at first: a CONNECT is most often there. */
const AT_BEGINNING = 200;
/** Packets between two looks at the time. */
const GROUP = 64;

/**
 * Most frequent first, from as many packets as there is time for: the oldest few, then the newest.
 * @param field as it was written; one that nobody knows has no values
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
  // Words say more than the numbers that they stand for, and no moment comes again.
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
      // On to the field's next value.
      return false;
    });
  };
}
