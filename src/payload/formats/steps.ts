/** The steps of which a person makes chains (`../chains`): `json.data | base64 | gzip`. Loaded with the first chain. */
import type { Fact } from '../../mqtt/fact.ts';
import { Lazy } from '../../mqtt/lazy.ts';
import type { Divider } from '../csvRows.ts';
import { bson } from './bson.ts';
import { cbor } from './cbor.ts';
import { csv, urlEncoded } from './csv.ts';
import { gzip, zlib } from './deflated.ts';
import type { PayloadFormat } from './format.ts';
import { json } from './json.ts';
import { messagePack } from './messagePack.ts';
import { base64Text, hexText } from './notations.ts';
import { NUMBER_STEPS } from './numberSteps.ts';
import { lz4, lz4Block, lz4SizedBlock, zstd } from './packed.ts';
import type { SchemaFaults } from './schemaFaults.ts';
import { text } from './text.ts';
import { xml } from './xml.ts';
import { yaml } from './yaml.ts';

/** A schema of the person's, kept with the profile. */
export interface SchemaFile {
  readonly name: string;
  readonly text: string;
}

/** What may stand in the brackets of a step; `files`: names that end so. */
type StepArgument = {
  readonly isOptional?: true;
  /** The last of a step: any number of them. */
  readonly isRepeated?: true;
} & (
  | {
      readonly kind: 'file';
      readonly endings: readonly string[];
      /** It says something without a type, too. */
      readonly isWhole?: true;
    }
  /** Of the file before it. */
  | { readonly kind: 'type' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'text' }
);

/** Why there is no such step; `at`: which of its arguments, from 0. */
export interface StepFaults {
  /** The file, or one that it needs, cannot be read; lines and columns from 1. */
  readonly schema: {
    readonly at: number;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly why: Fact<SchemaFaults>;
  };
  readonly 'no-file': { readonly at: number; readonly file: string };
  readonly 'no-type': { readonly at: number; readonly type: string; readonly file: string };
  readonly 'no-choice': { readonly at: number; readonly choices: readonly string[] };
  /** No name with a number of bits, such as `flags:3`. */
  readonly 'no-bits': { readonly at: number; readonly found: string };
}

export interface Step {
  /** As it is written: lower case, digits and hyphens, a letter first; `[]` ends those of any number of values. */
  readonly name: string;
  readonly takes?: readonly StepArgument[];
  /** As many arguments as it takes; those that may be left out may be missing. */
  readonly make: (
    args: readonly string[],
    files: readonly SchemaFile[],
  ) => PayloadFormat | Fact<StepFaults>;
  /** Names of the types of a file; empty where it cannot be read. */
  readonly typesIn?: (file: SchemaFile, files: readonly SchemaFile[]) => readonly string[];
}

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
    const reading = async () => (await import('./csvReading.ts')).csvReadingBy(divider);
    return { ...csv, name: `CSV(${named})`, readBy: new Lazy(reading) };
  },
};

/** Nothing tells a block. `sized`: its size stands before it. */
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
  plain('text', text),
  plain('cbor', cbor),
  plain('messagepack', messagePack),
  plain('bson', bson),
  plain('xml', xml),
  plain('yaml', yaml),
  CSV,
  plain('urlencoded', urlEncoded),
  plain('base64', base64Text),
  plain('hex', hexText),
  plain('gzip', gzip),
  plain('zlib', zlib),
  plain('zstd', zstd),
  plain('lz4', lz4),
  LZ4_BLOCK,
  ...NUMBER_STEPS,
];
