/** An end of which the broker itself tells the reason: what was seen says more of some, and never another one. */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { KEEP_ALIVE_TIMEOUT, SESSION_TAKEN_OVER } from '../../mqtt/tables/reasonCodes.ts';
import { named } from './causeOf.ts';
import type { EndCause } from './endCauses.ts';

export interface ToldByBroker {
  /** Of MQTT 5, also where the client's version has none. */
  readonly reasonCode: number;
  readonly reason: string;
  /** Where the client has connected that took over. */
  readonly rival?: string;
}

/** What only the packets show, whatever the code is. */
const SEEN: ReadonlySet<EndCause['key']> = new Set([
  'said-nothing',
  'not-mqtt',
  'refused',
  'server-disconnect',
  'second-connect',
  'too-large',
  'malformed',
]);

/** @param seen the cause by what passed; undefined: nothing was seen */
export function causeByBroker(
  told: ToldByBroker,
  seen: EndCause | undefined,
  version: ProtocolVersion | undefined,
): EndCause {
  const { reasonCode: code, reason, rival } = told;
  if (seen?.key === 'treated') return seen;
  if (code === SESSION_TAKEN_OVER && rival !== undefined) {
    return { key: 'taken-over', args: { version: named(version), address: rival } };
  }
  const isSeen = seen !== undefined && SEEN.has(seen.key);
  const isOverdue = seen?.key === 'keep-alive' || seen?.key === 'slow-packet';
  if (seen !== undefined && (isSeen || (isOverdue && code === KEEP_ALIVE_TIMEOUT))) return seen;
  return { key: 'broker-ended', args: { code, reason, version: named(version) } };
}
