/**
 * Lines of NDJSON for events other than packets: start and end of a connection, missing bytes, and notes on
 * the file. Without them, a file of lines would not show which streams were open at the same time, and which
 * bytes the capture lacks.
 */

import { jsonLine, printableJson } from '../../../base/printable.ts';
import { isOrderly } from '../../disconnectCause/orderly.ts';
import { utcText } from '../../log/columns/utcText.ts';
import type { ClosedStream, FileNote, OpenedStream, StreamGap } from '../events/captureEvents.ts';
import { endpointText } from '../events/endpointText.ts';
import { serverText } from '../events/namedEnds.ts';

const SCHEMA = 1;
const OPENED = 'stream-opened';
const CLOSED = 'stream-closed';
const GAP = 'gap';
const NOTE = 'note';

/** Time of a line that is not a packet. */
export interface LineTime {
  /** µs since 1970; undefined: the capture has no clock. */
  readonly clock: number | undefined;
  /** Seconds since the first packet; undefined before it. */
  readonly seconds: number | undefined;
}

/** An event other than a packet. */
export type StreamEvent = OpenedStream | ClosedStream | GapBefore | WordedNote;

type WordedNote = FileNote & { readonly text: string };

/** Bytes are missing before the next packet of the stream. */
interface GapBefore {
  readonly kind: 'gap';
  readonly stream: number;
  /** undefined: it is unknown where. */
  readonly gap: StreamGap | undefined;
}

/** @param withReasons includes reason texts of a peer, which may contain anything */
export function streamLine(event: StreamEvent, time: LineTime, withReasons: boolean): string {
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
    case 'note': {
      const { note, text, stream, byte } = event;
      return jsonLine({ schema: SCHEMA, kind: NOTE, note, text, stream, byte });
    }
  }
}

const opening = (event: OpenedStream) => {
  const { carrier, client, version, fromStart } = event;
  return {
    carrier,
    ...(client && { client: endpointText(client) }),
    server: serverText(event),
    ...(version && { version }),
    ...(event.versionInferred && { versionInferred: true }),
    // A file that begins later lists the open connections.
    ...(fromStart === false && { goesOn: true }),
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
