/**
 * Reads Avro container files: their schema, and values in blocks (specification, "Object Container Files").
 */
import { sameBytes } from '../../base/bytes.ts';
import { unwrapDeflate } from '../formats/compressed/inflate.ts';
import { unwrapBzip2 } from '../formats/compressed/unbzip2.ts';
import { unwrapCheckedSnappy } from '../formats/compressed/unsnappy.ts';
import { unwrapXz } from '../formats/compressed/unxz.ts';
import { unwrapZstd } from '../formats/compressed/unzstd.ts';
import { SchemaFileError } from '../schemas/schemaFileErrors.ts';
import { BuiltTree } from '../tree/builtTree.ts';
import type { Decoded, FormatError, Unwrap } from '../tree/format.ts';
import { parseAvro } from './avroParser.ts';
import { AvroReading, longAt } from './avroReading.ts';
import type { AvroType } from './avroSchema.ts';

/** Row of the metadata. */
const META = 1;
const MAGIC_BYTES = 4;
const SYNC_BYTES = 16;
/** Limit of unpacked bytes over all blocks. */
const MOST_UNPACKED = 4 << 20;
/**
 * Rest of zlib's checksum: Python's libraries (avro, fastavro) leave three of its four bytes after the
 * deflated data.
 */
const MOST_TRAILER = 4;
const TEXTS: AvroType = { kind: 'map', values: { kind: 'string', logical: undefined } };

const CODECS: ReadonlyMap<string, Unwrap> = new Map([
  ['deflate', unwrapDeflate],
  ['snappy', unwrapCheckedSnappy],
  ['zstandard', unwrapZstd],
  ['bzip2', unwrapBzip2],
  ['xz', unwrapXz],
]);

interface Block {
  readonly count: bigint;
  readonly start: number;
  readonly end: number;
}

interface DecodedContainer extends Decoded {
  readonly tree: BuiltTree;
}

class Container {
  readonly tree = new BuiltTree();
  readonly #payload: Uint8Array;
  #left = MOST_UNPACKED;

  constructor(payload: Uint8Array) {
    this.#payload = payload;
  }

  run(): FormatError | undefined {
    const payload = this.#payload;
    this.tree.open('object', 0);
    const head = new AvroReading(payload, MAGIC_BYTES, this.tree);
    const error = head.read(TEXTS, { name: 'meta' });
    if (error !== undefined) return error;
    const type = this.#type();
    if (type === undefined) return { key: 'schema', offset: MAGIC_BYTES };
    const end = head.at + SYNC_BYTES;
    if (end > payload.length) return { key: 'ends', offset: head.at };
    const sync = payload.subarray(head.at, end);
    this.tree.add({ value: sync }, head.at, end, { name: 'sync' });
    this.tree.open('array', end, { name: 'values' });
    return this.#blocks(end, type, sync);
  }

  #meta(name: string): string | undefined {
    const row = [...this.tree.childRows(META)].findLast((one) => this.tree.key(one) === name);
    const value = row === undefined ? undefined : this.tree.value(row);
    return typeof value === 'string' ? value : undefined;
  }

  #type(): AvroType | undefined {
    try {
      return parseAvro(this.#meta('avro.schema') ?? '', { types: new Map(), more: () => false });
    } catch (error) {
      if (!(error instanceof SchemaFileError)) throw error;
      return undefined;
    }
  }

  #blocks(from: number, type: AvroType, sync: Uint8Array): FormatError | undefined {
    const payload = this.#payload;
    for (let at = from; at < payload.length; ) {
      const block = this.#blockAt(at);
      if (block === undefined) return { key: 'ends', offset: at };
      const error = this.#values(block, type);
      if (error !== undefined) return error;
      at = block.end + SYNC_BYTES;
      if (!sameBytes(payload.subarray(block.end, at), sync)) {
        return { key: 'checksum', offset: block.end };
      }
    }
    return undefined;
  }

  #blockAt(at: number): Block | undefined {
    const count = longAt(this.#payload, at, this.#payload.length);
    const size = count && longAt(this.#payload, count.next, this.#payload.length);
    if (count === undefined || size === undefined || count.value < 0n || size.value < 0n) {
      return undefined;
    }
    const end = size.next + Number(size.value);
    return end > this.#payload.length ? undefined : { count: count.value, start: size.next, end };
  }

  #values({ count, start, end }: Block, type: AvroType): FormatError | undefined {
    const codec = this.#meta('avro.codec') ?? 'null';
    if (codec === 'null') {
      const reading = new AvroReading(this.#payload, start, this.tree, undefined, end);
      return this.#each(reading, count, type) ?? restOf(reading.at, end, end);
    }
    const unpack = CODECS.get(codec);
    if (unpack === undefined) return { key: 'codec', offset: start };
    const { bytes, error } = unpack(this.#payload.subarray(start, end), this.#left);
    this.#left -= bytes.length;
    const isTrailer = error?.key === 'rest' && end - start - error.offset <= MOST_TRAILER;
    if (error !== undefined && !isTrailer) return { key: error.key, offset: start + error.offset };
    // Unpacked values do not have bytes in the payload.
    const reading = new AvroReading(bytes, 0, this.tree, () => end);
    return this.#each(reading, count, type) ?? restOf(reading.at, bytes.length, end);
  }

  #each(reading: AvroReading, count: bigint, type: AvroType): FormatError | undefined {
    // The row limit of the tree ends a series of values that take no bytes.
    for (let left = count; left > 0n; left -= 1n) {
      const error = reading.read(type);
      if (error !== undefined) return error;
    }
    return undefined;
  }
}

function restOf(at: number, end: number, offset: number): FormatError | undefined {
  return at === end ? undefined : { key: 'rest', offset: Math.min(at, offset) };
}

export function readContainer(payload: Uint8Array): DecodedContainer {
  const container = new Container(payload);
  const error = container.run();
  return { tree: container.tree.end(payload.length), error };
}
