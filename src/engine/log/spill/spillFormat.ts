/**
 * Format of a log's file on disk, which can be read without the log: a head, then pages that describe their
 * own content. A page begins at a multiple of `PAGE_STEP`.
 */
import { viewOf } from '../../../base/bytes.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';

const SPILL_MAGIC = Uint8Array.of(0x8d, 0x4d, 0x51, 0x44, 0x0d, 0x0a, 0x1a, 0x0a);
const VERSION = 1;
export const HEAD_SIZE = 4096;
export const PAGE_STEP = 512;
export const PAGE_HEAD = 64;

const ID_SIZE = 16;
const ID_AT = 12;
const JSON_AT = 32;
/** Bytes; longer texts are cut. */
const LONGEST_TEXT = 400;
/** At the end of the head, because it changes. */
export const COUNTERS_AT = HEAD_SIZE - 32;
const PAGE_MAGIC = 0x4547_4150;

/** Identifies the capture that the file belongs to. */
export interface SpillHead {
  /** 16 random bytes, so that no bytes from a network can look like a page of this file. */
  readonly id: Uint8Array;
  /** Wall-clock time of the capture's origin, ms since 1970. */
  readonly origin: number;
  /** Name that the user gave it. */
  readonly name: string;
  /** ms since 1970. */
  readonly begun: number;
}

export interface SpillCounters {
  /** Packets in the file. */
  readonly packets: number;
  /** Number of the oldest packet that was not cleared. */
  readonly oldest: number;
  /** Number of the next packet. Those between are in the file, or were only in memory. */
  readonly next: number;
}

type PageKind = 'packets' | 'columns';
const KINDS: readonly PageKind[] = ['packets', 'columns'];

export interface PageHead {
  readonly kind: PageKind;
  /** For `packets`: number of the first packet, and count. */
  readonly first: number;
  readonly packets: number;
  /** Sizes of the index with the positions of the packets, and of the packets, which follow this head. */
  readonly index: number;
  readonly bytes: number;
  /** Over both; 0 for columns, which change. */
  readonly checksum: number;
}

/** The head without the counters. */
export function encodeHead({ id, origin, name, begun }: SpillHead): Uint8Array {
  const head = new Uint8Array(COUNTERS_AT);
  const view = viewOf(head);
  head.set(SPILL_MAGIC);
  view.setUint32(8, VERSION);
  head.set(id, ID_AT);
  const json = encodeUtf8(JSON.stringify({ origin, begun, name: shortened(name) }));
  view.setUint32(ID_AT + ID_SIZE, json.length);
  head.set(json, JSON_AT);
  return head;
}

const shortened = (text: string): string => Array.from(text).slice(0, LONGEST_TEXT).join('');

export function encodeCounters({ packets, oldest, next }: SpillCounters): Uint8Array {
  const bytes = new Uint8Array(24);
  const view = viewOf(bytes);
  view.setFloat64(0, packets);
  view.setFloat64(8, oldest);
  view.setFloat64(16, next);
  return bytes;
}

export type ReadHead = { readonly head: SpillHead; readonly counters: SpillCounters };

/** Undefined if it is damaged. @param bytes the first `HEAD_SIZE` */
export function readHead(bytes: Uint8Array): ReadHead | 'newer' | undefined {
  if (bytes.length < HEAD_SIZE || !isSpillFile(bytes)) return undefined;
  const view = viewOf(bytes);
  if (view.getUint32(8) > VERSION) return 'newer';
  const length = Math.min(view.getUint32(ID_AT + ID_SIZE), COUNTERS_AT - JSON_AT);
  const text = decodeUtf8(bytes.subarray(JSON_AT, JSON_AT + length));
  const told = text === undefined ? undefined : parseJson(text);
  if (typeof told !== 'object' || told === null) return undefined;
  const number = (name: string): number => {
    const value: unknown = Reflect.get(told, name);
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
  };
  const name: unknown = Reflect.get(told, 'name');
  const counter = (at: number): number => {
    const value = view.getFloat64(COUNTERS_AT + at);
    return Number.isSafeInteger(value) && value >= 0 ? value : 0;
  };
  return {
    head: {
      id: bytes.slice(ID_AT, ID_AT + ID_SIZE),
      origin: number('origin'),
      begun: number('begun'),
      name: typeof name === 'string' ? name : '',
    },
    counters: { packets: counter(0), oldest: counter(8), next: counter(16) },
  };
}

export const isSpillFile = (start: Uint8Array): boolean =>
  SPILL_MAGIC.every((byte, at) => start[at] === byte);

/** Has space for its index. */
export function encodePageHead(id: Uint8Array, page: PageHead): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PAGE_HEAD + page.index);
  const view = viewOf(bytes);
  view.setUint32(0, PAGE_MAGIC);
  bytes.set(id, 4);
  view.setUint32(20, KINDS.indexOf(page.kind));
  view.setFloat64(24, page.first);
  view.setUint32(32, page.packets);
  view.setUint32(36, page.index);
  view.setUint32(40, page.bytes);
  view.setUint32(44, page.checksum);
  view.setUint32(PAGE_HEAD - 4, checksum(bytes.subarray(0, PAGE_HEAD - 4)));
  return bytes;
}

/** Undefined if there is none. */
export function readPageHead(bytes: Uint8Array, id: Uint8Array): PageHead | undefined {
  if (bytes.length < PAGE_HEAD) return undefined;
  const view = viewOf(bytes);
  if (view.getUint32(0) !== PAGE_MAGIC) return undefined;
  if (id.some((byte, at) => bytes[at + 4] !== byte)) return undefined;
  if (view.getUint32(PAGE_HEAD - 4) !== checksum(bytes.subarray(0, PAGE_HEAD - 4)))
    return undefined;
  const kind = KINDS[view.getUint32(20)];
  if (kind === undefined) return undefined;
  return {
    kind,
    first: view.getFloat64(24),
    packets: view.getUint32(32),
    index: view.getUint32(36),
    bytes: view.getUint32(40),
    checksum: view.getUint32(44),
  };
}

/** Size of a page in its file, bytes. */
export const pageSize = (content: number): number =>
  Math.ceil((PAGE_HEAD + content) / PAGE_STEP) * PAGE_STEP;

/** FNV-1a by words. It detects unwritten parts, and takes a third of a ms per page. */
export function checksum(bytes: Uint8Array, before = 0x811c_9dc5): number {
  const view = viewOf(bytes);
  const whole = bytes.length & ~3;
  let sum = before;
  for (let at = 0; at < whole; at += 4) {
    sum = Math.imul(sum ^ view.getUint32(at, true), 0x0100_0193);
  }
  for (let at = whole; at < bytes.length; at += 1) {
    sum = Math.imul(sum ^ (bytes[at] ?? 0), 0x0100_0193);
  }
  return sum >>> 0;
}
