/**
 * Finds values of OPC UA data sets in JSON, in all layouts of OPC 10000-14, 7.2.5: network messages, possibly
 * in a list, and data set messages or only their payloads, depending on the header masks.
 */
import { jsonOf, memberAt } from '../../payload/json/memberAt.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';
import { membersOf, partsUpdate } from '../files/parts.ts';

/** Header members of a data set message. An object with any of these has its values in its payload. */
const HEADER = [
  'MessageId',
  'DataSetWriterId',
  'DataSetWriterName',
  'SequenceNumber',
  'MessageType',
] as const;
/** Nesting limit of lists. */
const DEEPEST = 3;

const tell = partsUpdate({ at: '' });

/** Yields the objects whose members are fields. */
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
