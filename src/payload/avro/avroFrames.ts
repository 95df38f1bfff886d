/** Framings of Avro values: none, a fingerprint, or a schema number. */
import { sameBytes } from '../../base/bytes.ts';
import { BuiltTree } from '../tree/builtTree.ts';
import type { Decoded, FormatError } from '../tree/format.ts';
import { LARGEST_READ } from '../tree/largest.ts';
import { treeReading } from '../tree/treeReading.ts';
import { canonicalForm, fingerprint, fingerprintOf } from './avroFingerprint.ts';
import { AvroReading } from './avroReading.ts';
import type { AvroType } from './avroSchema.ts';

const FINGERPRINT = 2;
const AFTER_FINGERPRINT = 10;
/** A zero byte and the four bytes of the schema's number in a registry. */
const AFTER_NUMBER = 5;

interface DecodedAvro extends Decoded {
  readonly tree: BuiltTree | undefined;
}

const failed = (error: FormatError): DecodedAvro => ({ tree: undefined, error });

function decodeFrom(payload: Uint8Array, start: number, type: AvroType): DecodedAvro {
  const tree = new BuiltTree();
  const reading = new AvroReading(payload, start, tree);
  const error = reading.read(type);
  if (tree.tape.size === 0) return { tree: undefined, error };
  if (error !== undefined || reading.at === payload.length) return { tree, error };
  return { tree, error: { key: 'rest', offset: reading.at } };
}

const isSingle = (payload: Uint8Array): boolean =>
  payload[0] === 0xc3 && payload[1] === 0x01 && payload.length >= AFTER_FINGERPRINT;

function hasPrint(payload: Uint8Array, print: Uint8Array): boolean {
  return sameBytes(payload.subarray(FINGERPRINT, AFTER_FINGERPRINT), print);
}

/** Reads values of one schema, with or without a prefix that identifies the schema. */
export function avroReading(type: AvroType) {
  let print: Uint8Array | undefined;
  return treeReading((payload) => {
    if (isSingle(payload)) {
      print ??= fingerprint(type);
      if (hasPrint(payload, print)) return decodeFrom(payload, AFTER_FINGERPRINT, type);
    }
    const bare = decodeFrom(payload, 0, type);
    if (bare.error === undefined || payload[0] !== 0) return bare;
    // Accepted only if all bytes fit, because a schema number may be anything.
    const numbered = decodeFrom(payload, AFTER_NUMBER, type);
    return numbered.error === undefined ? numbered : bare;
  }, LARGEST_READ);
}

/** Limit of characters in canonical forms: fingerprints do not find the types after it. */
const MOST_FORMS = 4_000_000;

function printsOf(types: readonly AvroType[]) {
  const prints: { readonly type: AvroType; readonly print: Uint8Array }[] = [];
  let left = MOST_FORMS;
  for (const type of types) {
    if (left < 0) break;
    const form = canonicalForm(type);
    left -= form.length;
    prints.push({ type, print: fingerprintOf(form) });
  }
  return prints;
}

/** Reads values whose prefix identifies their schema, which is one of `types`. */
export function tellingReading(types: () => readonly AvroType[]) {
  let prints: readonly { readonly type: AvroType; readonly print: Uint8Array }[] | undefined;
  return treeReading((payload) => {
    if (!isSingle(payload)) return failed({ key: 'head', offset: 0 });
    prints ??= printsOf(types());
    const found = prints.find(({ print }) => hasPrint(payload, print));
    return found === undefined
      ? failed({ key: 'schema', offset: FINGERPRINT })
      : decodeFrom(payload, AFTER_FINGERPRINT, found.type);
  }, LARGEST_READ);
}
