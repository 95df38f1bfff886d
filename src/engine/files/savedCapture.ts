/** Converts a capture of the engine to the events of a file. */

import { CONNECT } from '../../mqtt/tables/typeNumbers.ts';
import type { Capture } from '../capture/capture.ts';
import type { HeldPacket } from '../capture/heldPackets.ts';
import type {
  CaptureEvent,
  OpenedStream,
  ReadPacket,
  WithheldPacket,
} from './events/captureEvents.ts';
import { textNote } from './events/textNote.ts';
import { textFrameProblem } from './packets/packetCutter.ts';

/** Data about a stream that the engine does not have. */
export type StreamFacts = Pick<
  OpenedStream,
  'carrier' | 'client' | 'server' | 'serverUnknown' | 'settings' | 'fromStart'
> & {
  /** µs since the capture's origin; defaults to the time of the first packet. */
  readonly opened?: number;
  /** µs since the capture's origin; undefined: still open. */
  readonly closed?: number;
};

export interface SaveOptions {
  /** Returns the facts about a stream by its number. */
  readonly streams?: (stream: number) => StreamFacts | undefined;
  /** User marks by packet number in the capture; by default the capture's marks. */
  readonly marks?: ReadonlyMap<number, string>;
  /** Selects the packets to write by number in the capture and topic; all by default. */
  readonly only?: (packet: number, topic: string | undefined) => boolean;
  /** Number of the last packet to write in the capture; by default its newest. */
  readonly last?: number;
  /** Continues a copy that is written in parts. */
  readonly part?: CopyPart;
}

/** State of a copy that is written in parts. */
interface CopyPart {
  /** Number of the first packet to write. */
  readonly first: number;
  /** Streams of the copy so far. */
  readonly open: Map<number, StreamFacts | undefined>;
  /** Streams of which packets before the next one were left out. */
  readonly gaps: Set<number>;
  /** CONNECT and CONNACK of a stream that the copy does not have yet, before its first packet there. */
  readonly headOf: (first: HeldPacket) => readonly HeldPacket[];
}

/** A packet that is not written but may be needed to understand later ones. */
interface PassedOver {
  readonly kind: 'passed-over';
  readonly packet: ReadPacket;
}

export type SavedEvent = CaptureEvent | PassedOver;

/**
 * Yields the packets in the log at the start, oldest first, while they are still held. Events may be taken in
 * slices. Bytes are views. Packets are renumbered as in files.
 */
export function savedCapture(
  capture: Capture,
  options: SaveOptions = {},
): Generator<SavedEvent, void, undefined> {
  return upTo(options.last ?? capture.newest, capture, options);
}

function* upTo(
  newest: number,
  capture: Capture,
  { streams = () => undefined, marks, only, part }: SaveOptions,
): Generator<SavedEvent, void, undefined> {
  const open = part?.open ?? new Map<number, StreamFacts | undefined>();
  if (open.size === 0) yield { kind: 'origin', wallClock: capture.origin };
  const isEverything = only === undefined;
  const hasAll = part === undefined && isEverything && capture.counters(0).discarded === 0;
  const isWhole = (facts: StreamFacts | undefined, first: HeldPacket): boolean =>
    isEverything && (isConnect(first) || (hasAll && facts?.fromStart === true));
  let count = 0;
  let isAfterGap = false;
  for (const held of capture.packetsFrom(part?.first ?? 1)) {
    const { number, stream, direction, time, version, bytes, problem, topic } = held;
    if (number > newest) break;
    yield* closedBy(capture, open, time);
    if (!open.has(stream)) {
      const facts = streams(stream);
      open.set(stream, facts);
      const head = part?.headOf(held) ?? [];
      const [first = held] = head;
      yield {
        ...openedOf(stream, facts, first.time, version),
        ...(isWhole(facts, first) && { fromStart: true }),
        ...(capture.isVersionInferred(stream) && { versionInferred: true as const }),
        ...(capture.hasBothSides(stream) && { hasBothSides: true as const }),
      };
      for (const fact of capture.notesOn(stream)) {
        if (fact.key === 'text-frames') yield textNote(stream, fact.args.sender);
      }
      for (const one of head) yield packetOf(one);
      isAfterGap ||= head.length > 0;
    }
    const isLeftOut = part?.gaps.delete(stream) === true;
    isAfterGap ||= isLeftOut || capture.isAfterGap(number);
    const text = marks ? marks.get(number) : capture.marks.note(number);
    if (held.withheld) {
      if (only?.(number, topic) !== false) yield withheldEvent(held, text);
      continue;
    }
    const found = capture.foundOn(number);
    const isText = found.some(({ rule }) => rule === 'text-frame');
    const whole = isText && { problem: textFrameProblem(bytes.length) };
    const partial = problem && { problem, partial: true as const };
    const isPlain = !isAfterGap && problem === undefined && found.length + held.faults.length === 0;
    const plain = packetOf(held);
    const packet: ReadPacket = isPlain
      ? plain
      : {
          ...plain,
          ...(found.length > 0 && { found }),
          ...(isAfterGap && { afterGap: true as const }),
          ...(isLeftOut && { gaps: [{ direction, bytes: 0 }] }),
          ...(held.faults.length > 0 && { faults: held.faults }),
          ...whole,
          ...partial,
        };
    isAfterGap = false;
    if (only?.(number, topic) === false) {
      yield { kind: 'passed-over', packet };
      continue;
    }
    yield packet;
    count += 1;
    if (text !== undefined) yield { kind: 'mark', packet: count, text };
  }
  yield* closedBy(capture, open, Number.POSITIVE_INFINITY);
}

function packetOf(held: HeldPacket): ReadPacket {
  const { stream, direction, time, bytes, masked, topic } = held;
  // Merging objects costs several µs a packet.
  const packet: ReadPacket =
    topic === undefined
      ? { kind: 'packet', stream, direction, time, bytes }
      : { kind: 'packet', stream, direction, time, bytes, topic };
  return masked ? { ...packet, masked } : packet;
}

function withheldEvent(held: HeldPacket, mark: string | undefined): WithheldPacket {
  const { stream, direction, time, bytes, masked, topic, faults } = held;
  return {
    kind: 'withheld',
    stream,
    direction,
    time,
    bytes,
    faults,
    ...(masked && { masked }),
    ...(topic !== undefined && { topic }),
    ...(mark !== undefined && { mark }),
  };
}

const isConnect = ({ bytes, direction }: HeldPacket): boolean =>
  direction === 'out' && (bytes[0] ?? 0) >> 4 === CONNECT;

function openedOf(
  stream: number,
  facts: StreamFacts | undefined,
  time: number,
  version: OpenedStream['version'],
): OpenedStream {
  const {
    opened = time,
    closed: _closed,
    fromStart: _fromStart,
    ...known
  } = facts ?? { carrier: 'other' as const };
  return { kind: 'opened', stream, time: opened, ...known, ...(version && { version }) };
}

/** Streams that were closed before this time. */
function* closedBy(
  capture: Capture,
  open: Map<number, StreamFacts | undefined>,
  time: number,
): Generator<CaptureEvent, void, undefined> {
  for (const [stream, facts] of open) {
    if (facts?.closed === undefined || facts.closed >= time) continue;
    open.set(stream, { ...facts, closed: Number.POSITIVE_INFINITY });
    const { code, by, before } = capture.endOf(stream) ?? {};
    const end = {
      ...(code !== undefined && { code }),
      ...(by && { by }),
      ...(before !== undefined && { before }),
    };
    const isKnown = Object.keys(end).length > 0;
    yield { kind: 'closed', stream, time: facts.closed, ...(isKnown && { end }) };
  }
}
