/** Counts the types of a payload's value for completion: `number`, `text` in 34 of 60,483 messages. */
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { ValueType } from '../../payload/shape/valueTypes.ts';
import type { TypesSeen } from '../filter/syntax/complete.ts';
import { parseFilter } from '../filter/syntax/parse.ts';
import { typeReader } from '../filter/typeSource.ts';
import { type CaptureFacts, PacketCursor } from './packetCursor.ts';

/** Packets between two checks of the clock. */
const GROUP = 64;

/** From as many messages as there is time for, newest first. @param path as written: `payload.temp` */
export function typesSeen(capture: CaptureFacts, path: string, hasTime: () => boolean): TypesSeen {
  const { expression } = parseFilter(`${path} is text`);
  const counts = new Map<ValueType, number>();
  if (expression?.kind !== 'compare') return { counts, of: 0 };
  const typeOf = typeReader(expression.field.steps);
  const { oldestNumber, nextNumber } = capture.log;
  const cursor = new PacketCursor(capture);
  let of = 0;
  for (let number = nextNumber - 1; number >= oldestNumber; number -= 1) {
    if (number % GROUP === 0 && !hasTime()) break;
    if (!cursor.moveTo(number) || cursor.firstByte >> 4 !== PUBLISH) continue;
    const type = typeOf(cursor);
    if (type === undefined) continue;
    counts.set(type, (counts.get(type) ?? 0) + 1);
    of += 1;
  }
  return { counts, of };
}
