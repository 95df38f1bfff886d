/**
 * Lines for events other than packets: start and end of a connection, missing bytes, and notes on the file.
 * Without them, a file of lines would not show which streams were open at the same time, and which bytes the
 * capture lacks.
 */

import { jsonLine, printableJson } from '../../../base/printable.ts';
import { isProtocolVersion } from '../../../mqtt/tables/packetNames.ts';
import { isOrderly } from '../../disconnectCause/orderly.ts';
import { utcFrom, utcText } from '../../log/columns/utcText.ts';
import type {
  ClosedStream,
  FileNote,
  JudgedStream,
  OpenedStream,
  StreamGap,
} from '../events/captureEvents.ts';
import { endpointText } from '../events/endpointText.ts';
import { CARRIERS, isCount, isFiniteNumber, parseJudged } from '../events/eventJson.ts';
import { endsFrom, serverText } from '../events/namedEnds.ts';
import { noteJson, parseNote } from '../events/noteJson.ts';

const SCHEMA = 1;
const OPENED = 'stream-opened';
const CLOSED = 'stream-closed';
const GAP = 'gap';
const NOTE = 'note';
const JUDGED = 'stream-judged';

/** Time of a line that is not a packet. */
export interface LineTime {
  /** µs since 1970; undefined: the capture has no clock. */
  readonly clock: number | undefined;
  /** Seconds since the first packet; undefined before it. */
  readonly seconds: number | undefined;
}

/** An event other than a packet. */
export type StreamEvent = OpenedStream | ClosedStream | JudgedStream | FileNote | GapBefore;

/** The same, to be written. Readers that do not know the fact of a note show its text. */
export type WrittenEvent = Exclude<StreamEvent, FileNote> | (FileNote & { readonly text: string });

/** Bytes are missing before the next packet of the stream. */
interface GapBefore {
  readonly kind: 'gap';
  readonly stream: number;
  /** undefined: it is unknown where. */
  readonly gap: StreamGap | undefined;
}

/** @param withReasons includes reason texts of a peer, which may contain anything */
export function streamLine(event: WrittenEvent, time: LineTime, withReasons: boolean): string {
  const { clock, seconds } = time;
  const at = {
    ...(seconds !== undefined && { time: seconds }),
    ...(clock !== undefined && { utc: utcText(clock) }),
  };
  switch (event.kind) {
    case 'opened':
      return jsonLine({
        schema: SCHEMA,
        kind: OPENED,
        stream: event.stream,
        ...at,
        ...opening(event),
      });
    case 'closed': {
      const line = { schema: SCHEMA, kind: CLOSED, stream: event.stream, ...at, ...ending(event) };
      return printableJson(JSON.stringify(line, withReasons ? undefined : withoutReasons));
    }
    case 'gap': {
      const { stream, gap } = event;
      return jsonLine({
        schema: SCHEMA,
        kind: GAP,
        stream,
        ...at,
        ...(gap && { dir: gap.direction }),
        ...(gap && gap.bytes > 0 && { bytes: gap.bytes }),
      });
    }
    case 'judged': {
      const { stream, problems, unjudged } = event;
      return jsonLine({ schema: SCHEMA, kind: JUDGED, stream, problems, unjudged });
    }
    case 'note':
      return jsonLine({ schema: SCHEMA, kind: NOTE, ...noteJson(event, event.text) });
  }
}

const opening = (event: OpenedStream) => {
  const { carrier, client, version, fromStart, framed, hasBothSides } = event;
  return {
    carrier,
    ...(client && { client: endpointText(client) }),
    server: serverText(event),
    ...(version && { version }),
    ...(event.versionInferred && { versionInferred: true }),
    // A file that begins later lists the open connections.
    ...(fromStart === false && { goesOn: true }),
    ...(framed && { framed: true }),
    ...(fromStart === true && { fromStart: true }),
    ...(hasBothSides && { bothSides: true }),
  };
};

const ending = ({ end, told }: ClosedStream) => {
  const { cause } = told ?? {};
  return {
    ...(end?.by !== undefined && { by: end.by }),
    ...(cause && { cause: cause.key, args: cause.args, orderly: isOrderly(cause) }),
    ...(told && {
      ...(told.clientId !== undefined && { clientId: told.clientId }),
      lasted: Math.round(told.lasted) / 1000,
      packets: told.packets,
      bytes: told.bytes,
    }),
  };
};

/** Also removes the first line of a non-MQTT answer. */
const withoutReasons = (name: string, value: unknown): unknown =>
  (name === 'reason' || name === 'line') && typeof value === 'string' ? undefined : value;

/** A line that is not a packet. Its event has no time of the capture yet. */
export interface ToldLine extends LineTime {
  readonly event: StreamEvent;
}

/** Parses a line that is not a packet. `head`: irrelevant for a capture; undefined: the line has no kind. */
export function readStreamLine(
  json: Readonly<Record<string, unknown>>,
): ToldLine | 'head' | undefined {
  const { kind, utc, time } = json;
  if (typeof kind !== 'string') return undefined;
  const clock = utcFrom(utc);
  const seconds = isFiniteNumber(time) ? time : undefined;
  const event = eventOf(kind, json);
  return event === undefined ? 'head' : { event, clock, seconds };
}

function eventOf(kind: string, json: Readonly<Record<string, unknown>>): StreamEvent | undefined {
  const { stream, by } = json;
  if (kind === NOTE) return parseNote(json);
  if (kind === JUDGED) return parseJudged(json);
  if (!isCount(stream)) return undefined;
  if (kind === OPENED) return openedOf(stream, json);
  if (kind === CLOSED) {
    const isTold = by === 'client' || by === 'server';
    return { kind: 'closed', stream, time: 0, ...(isTold && { end: { by } }) };
  }
  if (kind !== GAP) return undefined;
  const { dir, bytes } = json;
  const isPlaced = dir === 'in' || dir === 'out';
  return {
    kind: 'gap',
    stream,
    gap: isPlaced ? { direction: dir, bytes: isCount(bytes) ? bytes : 0 } : undefined,
  };
}

function openedOf(stream: number, json: Readonly<Record<string, unknown>>): OpenedStream {
  const { client, server, version, goesOn, framed, fromStart, bothSides } = json;
  const carrier = CARRIERS.find((one) => one === json['carrier']) ?? 'other';
  return {
    kind: 'opened',
    stream,
    time: 0,
    carrier,
    ...endsFrom(client, server),
    cut: true,
    ...(goesOn === true && framed !== true && { fromStart: false }),
    ...(fromStart === true && { fromStart: true }),
    ...(bothSides === true && { hasBothSides: true }),
    ...(typeof version === 'number' && isProtocolVersion(version) && { version }),
    ...(json['versionInferred'] === true && { versionInferred: true }),
  };
}
