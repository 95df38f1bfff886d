/** Both ends of a connection in formats that have no record of their own for it. */
import type { Direction } from '../../log/columns/direction.ts';
import type { OpenedStream } from './captureEvents.ts';
import { endpointIn, endpointText } from './endpointText.ts';

export type NamedEnds = Pick<OpenedStream, 'client' | 'server' | 'serverUnknown'>;

/** Nobody knows which server it is, nor whether others are the same. */
const UNKNOWN = '?';

/** As lines of packets name it. Empty: the capture does not, as all its streams lead to the same. */
export function serverText({ server, serverUnknown }: NamedEnds): string {
  if (serverUnknown) return UNKNOWN;
  return server === undefined ? '' : endpointText(server);
}

/** @param server undefined: the lines were written when they did not tell it */
export function endsFrom(client: unknown, server: unknown): NamedEnds {
  const from = typeof client === 'string' ? endpointIn(client) : undefined;
  const to = typeof server === 'string' ? endpointIn(server) : undefined;
  const isUnknown = typeof server !== 'string' || server === UNKNOWN;
  return {
    ...(from && { client: from }),
    ...(to && { server: to }),
    ...(isUnknown && { serverUnknown: true }),
  };
}

/** What a comment on the first frame of a connection says of it. */
export interface ToldEnds {
  /** Who sent that frame. */
  readonly sender: Direction;
  readonly ends: NamedEnds;
}

/** Frames of pcapng have the port that Wireshark reads as MQTT, and addresses alone. */
export function endsComment({ sender, ends }: ToldEnds): string {
  const client = ends.client ? ` ${endpointText(ends.client)}` : '';
  const place = serverText(ends);
  const server = place === '' ? '' : ` ${place}`;
  return sender === 'out'
    ? `From client${client} to server${server}.`
    : `From server${server} to client${client}.`;
}

const COMMENT = /^From (client|server)( \S+)? to (?:client|server)( \S+)?\.$/;

export const isEndsComment = (comment: string): boolean => COMMENT.test(comment);

export function endsIn(comments: readonly string[]): ToldEnds | undefined {
  const [, from, first = '', second = ''] =
    comments.map((comment) => COMMENT.exec(comment)).find((found) => found !== null) ?? [];
  if (from === undefined) return undefined;
  const [client, server] = from === 'client' ? [first, second] : [second, first];
  const ends = endsFrom(client.trim(), server.trim());
  return { sender: from === 'client' ? 'out' : 'in', ends };
}
