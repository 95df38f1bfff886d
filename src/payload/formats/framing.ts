/** Bytes before the content: any number of them, or the header of a schema registry. */
import { Lazy } from '../../base/lazy.ts';
import type { Step } from '../schemas/step.ts';
import type { PayloadFormat, Unwrapped } from '../tree/format.ts';
import { json } from './json.ts';
import { varintEnd } from './protobuf/protobufWire.ts';

const NONE = new Uint8Array();
/** Greatest number of bytes to skip. */
const MOST_SKIPPED = 1_000_000;
/** A zero byte and the four bytes of the schema's number. */
const HEADER = 5;

function after(payload: Uint8Array, start: number, most: number): Unwrapped {
  const end = Math.min(payload.length, start + most);
  const place = { start, end };
  const bytes = payload.subarray(start, end);
  if (end === payload.length) return { bytes, place };
  return { bytes, place, error: { key: 'large', offset: end } };
}

function skipping(count: number): PayloadFormat {
  return {
    id: `skip-${count}`,
    name: `skip(${count})`,
    extension: '.bin',
    unwrap: Lazy.of((payload, most) =>
      payload.length < count
        ? { bytes: NONE, error: { key: 'ends', offset: 0 } }
        : after(payload, count, most),
    ),
  };
}

export const SKIP: Step = {
  name: 'skip',
  takes: [{ kind: 'text' }],
  make([digits = '']) {
    const count = /^\d{1,7}$/.test(digits) ? Number(digits) : MOST_SKIPPED + 1;
    if (count <= MOST_SKIPPED) return skipping(count);
    return { key: 'no-count', args: { at: 0, found: digits, most: MOST_SKIPPED } };
  },
};

/**
 * Position after the message indexes: a count and as many numbers, all in ZigZag. A count of 0 stands for the
 * first message.
 */
function afterIndexes(payload: Uint8Array): number {
  const count = payload[HEADER] ?? 1;
  // Negative, or more levels of messages than one byte can count.
  if (count > 0x7f || count % 2 === 1) return -1;
  let at = HEADER + 1;
  for (let left = count / 2; left > 0 && at >= 0; left -= 1) {
    at = varintEnd(payload, at, payload.length);
  }
  return at;
}

const isFramed = (payload: Uint8Array): boolean => payload[0] === 0 && payload.length > HEADER;

function confluentOf(name: string, startOf: (payload: Uint8Array) => number): PayloadFormat {
  return {
    id: name,
    name,
    extension: '.bin',
    unwrap: Lazy.of((payload, most) => {
      const start = isFramed(payload) ? startOf(payload) : -1;
      return start < 0
        ? { bytes: NONE, error: { key: 'head', offset: 0 } }
        : after(payload, start, most);
    }),
  };
}

/** The header before JSON is detected. */
export const confluent: PayloadFormat = {
  ...confluentOf('confluent', () => HEADER),
  name: 'Confluent',
  shown: 'where-found',
  detect: (payload) =>
    isFramed(payload) && json.detect?.(payload.subarray(HEADER), false) === 'sure'
      ? 'sure'
      : undefined,
};

const confluentProtobuf = confluentOf('confluent(protobuf)', afterIndexes);

export const CONFLUENT: Step = {
  name: 'confluent',
  takes: [{ kind: 'choice', of: ['protobuf'], isOptional: true }],
  argumentsBefore: (next) => (next === 'protobuf' ? ['protobuf'] : []),
  make([content]) {
    if (content === undefined) return confluent;
    return content === 'protobuf'
      ? confluentProtobuf
      : { key: 'no-choice', args: { at: 0, choices: ['protobuf'] } };
  },
};
