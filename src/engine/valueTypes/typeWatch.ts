/**
 * Reports values that change their type on a topic, such as `"421.0"` after hundreds of numbers, and faults of single
 * payloads. Reads the packet log in slices when time permits.
 */
import { isReadable } from '../../base/text.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { peekPayload } from '../../mqtt/framing/peek.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { payloadTree } from '../../payload/formats/reading.ts';
import type { ValueType } from '../../payload/shape/valueTypes.ts';
import { isMissing } from '../../payload/tree/format.ts';
import { pathText, type ValueTree } from '../../payload/tree/valueTree.ts';
import type { Capture } from '../capture/capture.ts';
import type { CaptureParts } from '../capture/captureParts.ts';
import type { HeldPacket } from '../capture/heldPackets.ts';
import { typeAt } from '../filter/typeSource.ts';
import { clipped } from '../findings/report.ts';
import { VALUE_TYPE } from '../rules/valueRule.ts';
import { PayloadWatch } from './payloadWatch.ts';

/** Successive messages of one type that are needed before another type is reported. */
const SETTLED = 10;
/** The same for a value whose first messages mixed types. */
const SETTLED_LATER = 100;
/** Messages in which types may be mixed, for example while a device starts. Later, the value mixes types on purpose. */
const START = 20;
/** Bytes; larger payloads are skipped. */
const LARGEST = 64 << 10;
const NEVER = Number.NEGATIVE_INFINITY;
const MOST_TOPICS = 5000;
/** Values of a topic. */
const MOST_VALUES = 64;
const DEEPEST = 4;
const DUP = 8;

/** Texts that devices send instead of a value that they lack. */
const ABSENT =
  /^(?:unavailable|unknown|undefined|none|null|nan|[+-]?inf(?:inity)?|offline|online|n\/a|error|-*)$/i;

interface Seen {
  type: ValueType;
  /** Successive messages of that type before any other; `NEVER` if nothing is to be reported. */
  count: number;
  /** Messages until the first report. */
  total: number;
  /** Reported types, each once. */
  readonly others: Set<ValueType>;
}

const seenFirst = (type: ValueType, count: number): Seen => ({
  type,
  count,
  total: 1,
  others: new Set(),
});

export class TypeWatch {
  readonly #capture: Capture;
  readonly #parts: CaptureParts;
  readonly #payloads: PayloadWatch;
  /** By direction and topic, then by the path of the value. */
  readonly #seen = new Map<string, Map<string, Seen>>();
  #next = 1;
  /** Reported problems. */
  found = 0;

  constructor(capture: Capture, parts: CaptureParts) {
    this.#capture = capture;
    this.#parts = parts;
    this.#payloads = new PayloadWatch(parts);
  }

  /** @returns true if all packets were examined */
  advance(hasTime: () => boolean): boolean {
    for (const packet of this.#capture.packetsFrom(this.#next)) {
      this.#next = packet.number + 1;
      if (this.#payloads.look(packet)) this.found += 1;
      this.#look(packet);
      if (!hasTime()) return false;
    }
    this.#next = this.#capture.newest + 1;
    return true;
  }

  #look(packet: HeldPacket): void {
    const { topic, bytes, masked, withheld, direction } = packet;
    const first = bytes[0] ?? 0;
    if (topic === undefined || masked || withheld) return;
    if (first >> 4 !== PUBLISH || (first & DUP) !== 0) return;
    const payload = peekPayload(bytes, packet.version);
    if (payload === undefined || payload.length === 0 || payload.length > LARGEST) return;
    const of = `${direction} ${topic}`;
    const values = this.#seen.get(of) ?? new Map<string, Seen>();
    if (values.size === 0) {
      if (this.#seen.size >= MOST_TOPICS) return;
      this.#seen.set(of, values);
    }
    const found = payloadTree(payload, { chosen: this.#capture.chosen.of(topic, packet) }, LARGEST);
    if (isMissing(found)) return;
    if (found?.tree !== undefined) this.#walk(packet, values, found.tree, 0, 0);
    else if (isReadable(payload) && !ABSENT.test((decodeUtf8(payload) ?? '').trim())) {
      // Among texts without quotation marks, some look like numbers.
      if (!values.has('payload')) values.set('payload', seenFirst('text', NEVER));
      this.#note(packet, values, 'payload', 'text');
    }
  }

  #walk(
    packet: HeldPacket,
    values: Map<string, Seen>,
    tree: ValueTree,
    row: number,
    depth: number,
  ) {
    const type = typeAt(tree, row);
    const isAbsent = type === 'text' && ABSENT.test(String(tree.value(row)).trim());
    if (type !== 'null' && type !== 'bytes' && !isAbsent)
      this.#note(packet, values, pathText(tree.path(row)), type);
    if (type !== 'object' || depth >= DEEPEST) return;
    let left = MOST_VALUES;
    for (const child of tree.childRows(row)) {
      if (left === 0) return;
      left -= 1;
      this.#walk(packet, values, tree, child, depth + 1);
    }
  }

  #note(packet: HeldPacket, values: Map<string, Seen>, path: string, type: ValueType): void {
    const seen = values.get(path);
    if (seen === undefined) {
      if (values.size < MOST_VALUES) values.set(path, seenFirst(type, 1));
      return;
    }
    if (seen.count === NEVER || seen.others.has(type)) return;
    if (seen.others.size === 0) seen.total += 1;
    const isMixed = seen.total > seen.count + 1;
    if (seen.type === type) {
      // Only messages before the first report show the usual type.
      if (seen.others.size === 0) seen.count += 1;
    } else if (seen.others.size > 0 || seen.count >= (isMixed ? SETTLED_LATER : SETTLED)) {
      seen.others.add(type);
      this.#report(packet, path, type, seen);
    } else {
      seen.type = type;
      seen.count = seen.total > START ? NEVER : 1;
    }
  }

  #report({ number, stream, time }: HeldPacket, path: string, is: ValueType, seen: Seen): void {
    const args = { path: clipped(path), is, was: seen.type, count: seen.count };
    this.found += 1;
    this.#parts.problems.add({
      rule: VALUE_TYPE.id,
      severity: VALUE_TYPE.severity,
      statement: VALUE_TYPE.statement(),
      finding: { key: 'value-type-changed', args },
      packet: number,
      other: undefined,
      stream,
      time,
    });
  }
}
