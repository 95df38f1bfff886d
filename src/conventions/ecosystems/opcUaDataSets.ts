/**
 * Finds values of OPC UA data sets in JSON, in all layouts of OPC 10000-14, 7.2.5: network messages, possibly
 * in a list, and data set messages or only their payloads, depending on the header masks.
 */
import { jsonOf, memberAt, plainText } from '../../payload/json/memberAt.ts';
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

/** The property with the unit of a field (OPC 10000-8, 5.6.4.3); its name may follow a namespace. */
const UNIT = /(?:^|[:;])EngineeringUnits$/;

/** Text of the unit in a field's description; its structure is in a Variant, in either version. */
function unitOf(field: unknown): string | undefined {
  for (const [, property] of membersOf(memberAt(field, ['Properties']))) {
    const key = memberAt(property, ['Key']);
    const name = plainText(memberAt(key, ['Name']) ?? key);
    if (!UNIT.test(name ?? '')) continue;
    let unit: unknown = memberAt(property, ['Value']);
    for (let depth = 0; depth < DEEPEST; depth += 1) {
      const display = memberAt(unit, ['DisplayName']);
      if (display !== undefined) return plainText(memberAt(display, ['Text']) ?? display);
      unit = memberAt(unit, ['Body']) ?? memberAt(unit, ['Value']);
    }
  }
  return undefined;
}

export const opcUaDataSets: MoreByKind = {
  metadata: (message, book) => {
    const device = book.get(message.meaning.device);
    const fields = memberAt(jsonOf(message.payload), ['MetaData', 'Fields']);
    for (const [, field] of device === undefined ? [] : membersOf(fields)) {
      const name = plainText(memberAt(field, ['Name'])) ?? '';
      const unit = unitOf(field) ?? '';
      if (device === undefined || name === '' || unit === '') continue;
      device.setPart(name, { name, ...device.parts.get(name), unit });
    }
  },
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
