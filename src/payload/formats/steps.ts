/** The list of steps for chains (`../chains`): `json.data | base64 | gzip`. Loaded with the first chain. */

import type { Divider } from '../../base/csvRows.ts';
import { Lazy } from '../../base/lazy.ts';
import type { Step } from '../schemas/step.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { ansiText } from './ansi.ts';
import { bson } from './bson.ts';
import { cborStep } from './cborEmbedded.ts';
import { CHARSETS, charsetStep } from './charsets.ts';
import { deflate, gzip, zlib } from './compressed/deflated.ts';
import { lz4, lz4Block, lz4SizedBlock, zstd } from './compressed/packed.ts';
import { csv, urlEncoded } from './csv/csv.ts';
import { CONFLUENT, SKIP } from './framing.ts';
import { json } from './json.ts';
import { jsonSequence } from './jsonSequence.ts';
import { messagePack } from './messagePack.ts';
import { base64Text, hexText } from './notations.ts';
import { NUMBER_STEPS } from './numberSteps.ts';
import { text } from './text.ts';
import { xml } from './xml/xml.ts';

const plain = (name: string, format: PayloadFormat): Step => ({ name, make: () => format });

const DIVIDERS: ReadonlyMap<string, Divider> = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
]);

const CSV: Step = {
  name: 'csv',
  takes: [{ kind: 'choice', of: [...DIVIDERS.keys()], isOptional: true }],
  make([named]) {
    if (named === undefined) return csv;
    const divider = DIVIDERS.get(named);
    if (divider === undefined) {
      return { key: 'no-choice', args: { at: 0, choices: [...DIVIDERS.keys()] } };
    }
    const reading = async () => (await import('./csv/csvReading.ts')).csvReadingBy(divider);
    return { ...csv, name: `CSV(${named})`, readBy: new Lazy(reading) };
  },
};

/** Without a character set it is UTF-8. */
const TEXT: Step = {
  name: 'text',
  takes: [{ kind: 'choice', of: CHARSETS, isOptional: true }],
  make([charset]) {
    if (charset === undefined) return text;
    const known = CHARSETS.includes(charset) ? charsetStep(charset) : undefined;
    return known ?? { key: 'no-choice', args: { at: 0, choices: CHARSETS } };
  },
};

/** LZ4 blocks cannot be detected. `sized`: the size precedes the block. */
const LZ4_BLOCK: Step = {
  name: 'lz4-block',
  takes: [{ kind: 'choice', of: ['sized'], isOptional: true }],
  make([sized]) {
    if (sized === undefined) return lz4Block;
    return sized === 'sized'
      ? lz4SizedBlock
      : { key: 'no-choice', args: { at: 0, choices: ['sized'] } };
  },
};

export const STEPS: readonly Step[] = [
  plain('json', json),
  plain('json-seq', jsonSequence),
  TEXT,
  plain('cbor', cborStep),
  plain('messagepack', messagePack),
  plain('bson', bson),
  plain('xml', xml),
  CSV,
  plain('urlencoded', urlEncoded),
  plain('ansi', ansiText),
  plain('base64', base64Text),
  plain('hex', hexText),
  plain('gzip', gzip),
  plain('zlib', zlib),
  plain('deflate', deflate),
  plain('zstd', zstd),
  plain('lz4', lz4),
  LZ4_BLOCK,
  SKIP,
  CONFLUENT,
  ...NUMBER_STEPS,
];
