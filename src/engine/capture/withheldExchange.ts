/** Finds the exchange of a withheld packet. */
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
import type { ExchangeBook } from '../exchanges/exchangeBook.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { Stream } from '../streams/stream.ts';

/** Types whose sender assigned the identifier. For all others the other side did. */
const OWN_IDENTIFIER: ReadonlySet<number> = new Set([PUBLISH, PUBREL, SUBSCRIBE, UNSUBSCRIBE]);

/** 0: none is known. */
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
