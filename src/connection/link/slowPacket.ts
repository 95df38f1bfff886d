/** A connection that ended while a packet of ours was on its way for longer than the keep alive: servers count whole ones. */

import type { Fact } from '../../base/message.ts';
import { mayCountWholePackets, seconds } from '../../engine/disconnectCause/causeTimes.ts';
import type { EndCauses } from '../../engine/disconnectCause/endCauses.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import { KEEP_ALIVE_TIMEOUT } from '../../mqtt/tables/reasonCodes.ts';
import type { Failure } from '../protocol/protocol.ts';
import type { Leaving } from './transport.ts';

interface Told {
  readonly failure: Failure | undefined;
  /** What the network has not taken as a whole. */
  readonly leaving: Leaving | undefined;
  /** Seconds. */
  readonly keepAlive: number;
  readonly version: '3' | '4' | '5';
  /** µs. */
  readonly now: number;
}

/** undefined: it ended otherwise, or nobody knows. */
export function slowPacket({
  failure,
  leaving,
  keepAlive,
  version,
  now,
}: Told): Fact<EndCauses, 'slow-packet'> | undefined {
  const type = leaving && peekType(leaving.bytes);
  const isTold = failure?.kind === 'disconnected' && failure.code === KEEP_ALIVE_TIMEOUT;
  if (leaving === undefined || type === undefined || !(isTold || failure?.kind === 'lost'))
    return undefined;
  const after = (now - leaving.since) / 1000;
  if (!mayCountWholePackets(after, keepAlive, isTold)) return undefined;
  const size = leaving.bytes.length;
  return { key: 'slow-packet', args: { type, size, keepAlive, after: seconds(after), version } };
}
