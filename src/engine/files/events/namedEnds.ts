/** Writes the endpoints of a connection into formats without a record for them. */
import type { Direction } from '../../log/columns/direction.ts';
import type { OpenedStream } from './captureEvents.ts';
import { endpointIn, endpointText } from './endpointText.ts';

export type NamedEnds = Pick<OpenedStream, 'client' | 'server' | 'serverUnknown'>;

/** The server is unknown, and so is which other streams share it. */
const UNKNOWN = '?';

/**
 * Server as named in lines of packets. Empty: the capture does not name it, because all streams share one.
 */
export function serverText({ server, serverUnknown }: NamedEnds): string {
  if (serverUnknown) return UNKNOWN;
  return server === undefined ? '' : endpointText(server);
}

/** @param server undefined: the lines were written by a version that did not name it */
function endsFrom(client: unknown, server: unknown): NamedEnds {
  const from = typeof client === 'string' ? endpointIn(client) : undefined;
  const to = typeof server === 'string' ? endpointIn(server) : undefined;
  const isUnknown = typeof server !== 'string' || server === UNKNOWN;
  return {
    ...(from && { client: from }),
    ...(to && { server: to }),
    ...(isUnknown && { serverUnknown: true }),
  };
}

/** Endpoints from the comment on the first frame of a connection. */
export interface CommentedEnds {
  /** Sender of that frame. */
  readonly sender: Direction;
  readonly ends: NamedEnds;
}

/**
 * Comment with the endpoints. pcapng frames only have addresses and the port that Wireshark reads as MQTT.
 */
export function endsComment({ sender, ends }: CommentedEnds): string {
  const client = ends.client ? ` ${endpointText(ends.client)}` : '';
  const place = serverText(ends);
  const server = place === '' ? '' : ` ${place}`;
  return sender === 'out'
    ? `From client${client} to server${server}.`
    : `From server${server} to client${client}.`;
}

const COMMENT = /^From (client|server)( \S+)? to (?:client|server)( \S+)?\.$/;

export const isEndsComment = (comment: string): boolean => COMMENT.test(comment);

export function endsIn(comments: readonly string[]): CommentedEnds | undefined {
  const [, from, first = '', second = ''] =
    comments.map((comment) => COMMENT.exec(comment)).find((found) => found !== null) ?? [];
  if (from === undefined) return undefined;
  const [client, server] = from === 'client' ? [first, second] : [second, first];
  const ends = endsFrom(client.trim(), server.trim());
  return { sender: from === 'client' ? 'out' : 'in', ends };
}
