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

/** True if the streams have several clients. Streams of unknown clients do not count. */
export function haveSeveralClients(streams: readonly Stream[]): boolean {
  let first: string | undefined;
  return streams.some((stream) => {
    const name = stream.isListed ? clientName(stream) : undefined;
    first ??= name;
    return name !== first && name !== undefined;
  });
}

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
