/**
 * Finds values of OPC UA data sets in JSON, in all layouts of OPC 10000-14, 7.2.5: network messages, possibly
 * in a list, and data set messages or only their payloads, depending on the header masks.
 */
import { jsonOf, memberAt } from '../../payload/json/memberAt.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';
import { MessageBudget } from '../files/messageBudget.ts';
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

/** Members of a DataValue beside its value (OPC 10000-6, 5.4.2.18). */
const STATUS: ReadonlySet<string> = new Set([
  'Status',
  'StatusCode',
  'SourceTimestamp',
  'SourcePicoseconds',
  'ServerTimestamp',
  'ServerPicoseconds',
]);
/** Members of a Variant beside its value (5.4.2.17); version 1.05 has other names. */
const TYPE: ReadonlySet<string> = new Set(['Type', 'UaType', 'Dimensions']);

type Members = readonly (readonly [string, unknown])[];

/** The value of a field: itself, or that of a Variant, a DataValue or both. */
function valueIn(
  field: unknown,
  isInside = false,
): { readonly body: unknown; readonly status: Members } {
  const members = Array.isArray(field) ? [] : membersOf(field);
  const isOf = (value: string) =>
    members.some(([name]) => name === value) &&
    members.every(([name]) => name === value || STATUS.has(name) || TYPE.has(name));
  const inside = isOf('Body') ? 'Body' : isOf('Value') ? 'Value' : undefined;
  if (inside === undefined) return { body: field, status: [] };
  const value = memberAt(field, [inside]);
  const status = members.filter(([name]) => STATUS.has(name));
  // The value of a DataValue may be a Variant, which contains no further one.
  return { body: inside === 'Value' && !isInside ? valueIn(value, true).body : value, status };
}

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
    const looked = { level: () => undefined, budget: MessageBudget.begun() };
    for (const value of dataSets(jsonOf(message.payload))) {
      for (const [name, field] of membersOf(value)) {
        const { body, status } = valueIn(field);
        tell({ ...looked, value: { [name]: body } }, message, device);
        if (status.length === 0) continue;
        const about = Object.fromEntries(status);
        tell({ ...looked, value: { [name]: about } }, message, device);
      }
    }
  },
};
