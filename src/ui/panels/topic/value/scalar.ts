/** A payload that is a single short text or number, which has a large value instead of a document. */
import { asText } from '../../../../base/text.ts';
import type { TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';

/** Bytes and characters that fit on the line of the large value. */
const LONGEST_BYTES = 128;
const LONGEST = 32;
const NUMBER = /^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:e[+-]?\d{1,3})?$/i;
/** A number with its unit. */
const WITH_UNIT = /^([+-]?\d{1,40}(?:[.,]\d{1,40})?)\s*([°%\p{L}µΩ][°%\p{L}\p{N}/²³·*^-]{0,11})$/u;

export interface Scalar {
  readonly text: string;
  readonly unit: string | undefined;
}

/** undefined: a document, bytes, or a long text. */
export function scalarOf({ payload }: Pick<TopicMessage, 'payload'>): Scalar | undefined {
  if (payload.length === 0 || payload.length > LONGEST_BYTES) return undefined;
  const text = asText(payload)?.trim();
  if (text === undefined || text === '' || text.length > LONGEST || /[\n\r]|^[[{]/.test(text))
    return undefined;
  const [, value, unit] = NUMBER.test(text) ? [] : (WITH_UNIT.exec(text) ?? []);
  return value === undefined ? { text, unit: undefined } : { text: value, unit };
}

/** undefined: no number. */
export function numberOf(message: Pick<TopicMessage, 'payload'>): number | undefined {
  const text = scalarOf(message)?.text;
  if (text === undefined || !NUMBER.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Difference from the message before; undefined unless both are numbers. */
export function stepOf(
  compared:
    | {
        readonly message: Pick<TopicMessage, 'payload'>;
        readonly before: Pick<TopicMessage, 'payload'> | null | undefined;
      }
    | undefined,
): number | undefined {
  const before = compared?.before ? numberOf(compared.before) : undefined;
  const now = compared && numberOf(compared.message);
  return before === undefined || now === undefined ? undefined : now - before;
}
