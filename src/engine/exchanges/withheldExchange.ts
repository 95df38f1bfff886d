/** Which exchange a packet would have belonged to that never was on the wire. */
import { peekPacketId } from '../../mqtt/framing/peek.ts';
import {
  AUTH,
  CONNACK,
  PINGRESP,
  PUBLISH,
  PUBREL,
  SUBSCRIBE,
  UNSUBSCRIBE,
} from '../../mqtt/tables/typeNumbers.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { Stream } from '../streams/stream.ts';
import type { ExchangeBook } from './exchangeBook.ts';

/** Their identifier was given out by whoever sends them; that of all others by the other side. */
const OWN_IDENTIFIER: ReadonlySet<number> = new Set([PUBLISH, PUBREL, SUBSCRIBE, UNSUBSCRIBE]);

/** 0: none that is known. */
export function withheldExchange(
  book: ExchangeBook,
  stream: Stream,
  direction: Direction,
  bytes: Uint8Array,
): number {
  const type = (bytes[0] ?? 0) >> 4;
  if (type === CONNACK) return stream.connectExchange;
  if (type === AUTH) return stream.authExchange || stream.connectExchange;
  if (type === PINGRESP) return stream.pings?.[0] ?? 0;
  const packetId = peekPacketId(bytes);
  if (packetId === undefined || packetId === 0) return 0;
  const isOwn = OWN_IDENTIFIER.has(type);
  const ids = stream.session.flow.of(isOwn === (direction === 'out') ? 'out' : 'in');
  const open = ids.exchange(packetId);
  if (open > 0) return open;
  const ended = ids.ended(packetId);
  return ended > 0 && book.row(ended)?.packetId === packetId ? ended : 0;
}
