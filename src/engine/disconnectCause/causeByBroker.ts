/**
 * The cause of an end that the broker itself explains. Observed packets can add detail, but never contradict
 * the broker.
 */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { KEEP_ALIVE_TIMEOUT, SESSION_TAKEN_OVER } from '../../mqtt/tables/reasonCodes.ts';
import type { EndCause } from '../endCauses/endCauses.ts';
import { versionKey } from './causeOf.ts';

export interface BrokerReason {
  /** MQTT 5 reason code, even if the client's version has none. */
  readonly reasonCode: number;
  readonly reason: string;
  /** Address of the connection that took over the session. */
  readonly rival?: string;
}

/** Causes that only the packets show, regardless of the code. */
const SEEN: ReadonlySet<EndCause['key']> = new Set([
  'said-nothing',
  'not-mqtt',
  'refused',
  'server-disconnect',
  'second-connect',
  'too-large',
  'malformed',
]);

/** @param seen the cause from the observed packets; undefined: nothing was observed */
export function causeByBroker(
  told: BrokerReason,
  seen: EndCause | undefined,
  version: ProtocolVersion | undefined,
): EndCause {
  const { reasonCode: code, reason, rival } = told;
  if (seen?.key === 'treated') return seen;
  if (code === SESSION_TAKEN_OVER && rival !== undefined) {
    const args = { version: versionKey(version), address: rival, silent: undefined };
    return { key: 'taken-over', args };
  }
  const isSeen = seen !== undefined && SEEN.has(seen.key);
  const isOverdue = seen?.key === 'keep-alive' || seen?.key === 'slow-packet';
  if (seen !== undefined && (isSeen || (isOverdue && code === KEEP_ALIVE_TIMEOUT))) return seen;
  return { key: 'broker-ended', args: { code, reason, version: versionKey(version) } };
}
