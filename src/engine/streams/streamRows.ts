/** The list of streams: by position, oldest first. */
import type { RowRange, WindowReply } from '../window.ts';
import type { Stream } from './stream.ts';
import type { StreamRow } from './streamFacts.ts';

/** Those that a Clear left. */
export function streamRows(
  streams: readonly Stream[],
  { first, count }: RowRange,
): NonNullable<WindowReply['streams']> {
  const listed = streams.filter((stream) => stream.isListed);
  const from = Math.min(listed.length, Math.max(0, first));
  const rows = listed.slice(from, Math.max(from, Math.floor(first + count))).map(streamRow);
  return { first: from, rows, total: listed.length };
}

function streamRow(stream: Stream): StreamRow {
  const { ordinal, version, connect, session, client, server, carrier } = stream;
  const { opened, closed, packetsIn, packetsOut, bytesIn, bytesOut, problems, notes } = stream;
  const named = connect?.clientId || session.clientId;
  return {
    stream: ordinal,
    version,
    clientId: connect === undefined && named === '' ? undefined : named,
    client,
    server,
    carrier,
    opened,
    closed,
    packetsIn,
    packetsOut,
    bytesIn,
    bytesOut,
    problems,
    notes: [...notes],
  };
}
