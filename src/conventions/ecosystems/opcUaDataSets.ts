/**
 * Values of OPC UA data sets in JSON, in all layouts of OPC 10000-14, 7.2.5: network messages, some of them in a
 * list; data set messages, or their payloads alone, as the masks of headers leave them.
 */
import { jsonOf, memberAt } from '../../payload/json/memberAt.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';
import { membersOf, partsTeller } from '../files/parts.ts';

/** Of a data set message; whatever has one of these, has its values in its payload. */
const HEADER = [
  'MessageId',
  'DataSetWriterId',
  'DataSetWriterName',
  'SequenceNumber',
  'MessageType',
] as const;
/** Lists in lists. */
const DEEPEST = 3;

const tell = partsTeller({ at: '' });

/** Objects whose members are fields. */
function* dataSets(value: unknown, depth = 0): Generator<unknown> {
  const messages = memberAt(value, ['Messages']);
  if (Array.isArray(value)) {
    if (depth >= DEEPEST) return;
    for (const [, one] of membersOf(value)) yield* dataSets(one, depth + 1);
  } else if (messages !== undefined) {
    if (depth < DEEPEST) yield* dataSets(messages, depth + 1);
  } else {
    const payload = memberAt(value, ['Payload']);
    const hasHeader = HEADER.some((name) => memberAt(value, [name]) !== undefined);
    if (payload !== undefined) yield payload;
    else if (!hasHeader) yield value;
  }
}

export const opcUaDataSets: MoreByKind = {
  data: (message, book) => {
    const { meaning } = message;
    const device = book.get(meaning.device);
    if (device === undefined) return;
    for (const value of dataSets(jsonOf(message.payload)))
      tell({ value, level: () => undefined }, message, device);
  },
};
