/** Lists the streams by index, oldest first. */

import type { RowRange } from '../lists/rowRange.ts';
import type { Stream } from './stream.ts';
import type { StreamRow, StreamsReply } from './streamFacts.ts';
import { isUnknownServer } from './unknownServer.ts';

/** Streams that remain after Clear. */
export function streamRows(streams: readonly Stream[], { first, count }: RowRange): StreamsReply {
  const listed = streams.filter((stream) => stream.isListed);
  const from = Math.min(listed.length, Math.max(0, first));
  const rows = listed.slice(from, Math.max(from, Math.floor(first + count))).map(streamRow);
  return { first: from, rows, total: listed.length };
}

/** Maximum characters of a client identifier in the packet list. */
const NAMED = 200;

/** Client identifier or device, otherwise the address; undefined if both are unknown. */
export function clientName({ connect, session, client }: Stream): string | undefined {
  return (connect?.owner || session.clientId || client)?.slice(0, NAMED);
}

/**
 * True if the streams have clients with different identifiers, or if two of them were open at the same time. An
 * address does not identify a client, because it changes with each connection.
 */
export function haveSeveralClients(streams: readonly Stream[]): boolean {
  let first: string | undefined;
  let openUntil = Number.NEGATIVE_INFINITY;
  return streams.some((stream) => {
    const { connect, session, isListed, hasPackets } = stream;
    if (!isListed || !hasPackets) return false;
    const identifier = connect?.owner || session.clientId || undefined;
    first ??= identifier;
    if (identifier !== undefined && identifier !== first) return true;
    const isBeside = (stream.opened ?? Number.POSITIVE_INFINITY) < openUntil;
    openUntil = Math.max(openUntil, endOf(stream));
    return isBeside;
  });
}

/** µs; of a stream whose end was not seen, nothing is claimed. */
const endOf = ({ isOpen, closed }: Stream): number =>
  isOpen ? Number.POSITIVE_INFINITY : (closed ?? Number.NEGATIVE_INFINITY);

function identifierOf({ connect, session }: Stream): string {
  return connect?.clientId || session.clientId;
}

function streamRow(stream: Stream): StreamRow {
  const { ordinal, version, connect, client, server, carrier } = stream;
  const {
    end,
    opened,
    closed,
    packetsIn,
    packetsOut,
    bytesIn,
    bytesOut,
    problems,
    warnings,
    errors,
    notes,
  } = stream;
  const named = identifierOf(stream);
  return {
    stream: ordinal,
    version,
    clientId: connect === undefined && named === '' ? undefined : named,
    client,
    server: isUnknownServer(server) ? undefined : server,
    carrier,
    opened,
    closed,
    cause: end?.cause,
    closedBy: end?.by,
    packetsIn,
    packetsOut,
    bytesIn,
    bytesOut,
    problems,
    warnings,
    errors,
    notes: [...notes],
  };
}
