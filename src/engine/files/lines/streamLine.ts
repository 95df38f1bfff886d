/**
 * Writes the start and the end of a connection as separate lines, for programs that read the lines from a
 * pipe.
 */

import { jsonLine, printableJson } from '../../../base/printable.ts';
import type { Sender } from '../../../mqtt/tables/packet.ts';
import { isOrderly } from '../../disconnectCause/orderly.ts';
import { utcFrom, utcText } from '../../log/columns/utcText.ts';
import type { ClosedStream, OpenedStream } from '../events/captureEvents.ts';
import { endpointText } from '../events/endpointText.ts';
import { isCount } from '../events/eventJson.ts';

const SCHEMA = 1;
const CLOSED = 'stream-closed';

/** @param clock µs since 1970 */
export function openedLine(event: OpenedStream, clock: number): string {
  const { stream, carrier, client, server, version, fromStart } = event;
  return jsonLine({
    schema: SCHEMA,
    kind: 'stream-opened',
    stream,
    utc: utcText(clock),
    carrier,
    ...(client && { client: endpointText(client) }),
    ...(server && { server: endpointText(server) }),
    ...(version && { version }),
    // A file that begins later lists the open connections.
    ...(fromStart === false && { goesOn: true }),
  });
}

/**
 * @param clock µs since 1970
 * @param withReasons includes reason texts of a peer, which may contain anything
 */
export function closedLine(event: ClosedStream, clock: number, withReasons: boolean): string {
  const { stream, end, told } = event;
  const { cause } = told ?? {};
  const line = {
    schema: SCHEMA,
    kind: CLOSED,
    stream,
    utc: utcText(clock),
    ...(end?.by !== undefined && { by: end.by }),
    ...(cause && { cause: cause.key, args: cause.args, orderly: isOrderly(cause) }),
    ...(told && {
      ...(told.clientId !== undefined && { clientId: told.clientId }),
      lasted: Math.round(told.lasted) / 1000,
      packets: told.packets,
      bytes: told.bytes,
    }),
  };
  return printableJson(JSON.stringify(line, withReasons ? undefined : withoutReasons));
}

/** Also removes the first line of a non-MQTT answer. */
const withoutReasons = (name: string, value: unknown): unknown =>
  (name === 'reason' || name === 'line') && typeof value === 'string' ? undefined : value;

export interface ClosedLine {
  /** Number of the stream. */
  readonly closed: number;
  /** µs since 1970. */
  readonly clock: number;
  readonly by?: Sender;
}

/** Parses a line that is no packet. `head`: irrelevant for a capture; undefined: the line has no kind. */
export function readStreamLine(
  json: Readonly<Record<string, unknown>>,
): ClosedLine | 'head' | undefined {
  const { kind, stream, utc, by } = json;
  if (typeof kind !== 'string') return undefined;
  const clock = utcFrom(utc);
  if (kind !== CLOSED || !isCount(stream) || clock === undefined) return 'head';
  return { closed: stream, clock, ...((by === 'client' || by === 'server') && { by }) };
}
