/**
 * Explains the end of a connection during which a packet of ours was in transit for longer than the keep
 * alive: servers count only whole packets.
 */

import type { Localizable } from '../../base/message.ts';
import { mayCountWholePackets, seconds } from '../../engine/disconnectCause/causeTimes.ts';
import type { EndCauses } from '../../engine/endCauses/endCauses.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import { KEEP_ALIVE_TIMEOUT } from '../../mqtt/tables/reasonCodes.ts';
import type { Failure } from '../protocol/protocol.ts';
import type { Leaving } from './transport.ts';

interface SlowPacketContext {
  readonly failure: Failure | undefined;
  /** The packet that the network has not fully accepted. */
  readonly leaving: Leaving | undefined;
  /** Seconds. */
  readonly keepAlive: number;
  readonly version: '3' | '4' | '5';
  /** µs. */
  readonly now: number;
}

/** undefined if the connection ended for another or an unknown reason. */
export function slowPacket({
  failure,
  leaving,
  keepAlive,
  version,
  now,
}: SlowPacketContext): Localizable<EndCauses, 'slow-packet'> | undefined {
  const type = leaving && peekType(leaving.bytes);
  const isTold = failure?.kind === 'disconnected' && failure.code === KEEP_ALIVE_TIMEOUT;
  if (leaving === undefined || type === undefined || !(isTold || failure?.kind === 'lost'))
    return undefined;
  const after = (now - leaving.since) / 1000;
  if (!mayCountWholePackets(after, keepAlive, isTold)) return undefined;
  const size = leaving.bytes.length;
  return { key: 'slow-packet', args: { type, size, keepAlive, after: seconds(after), version } };
}
