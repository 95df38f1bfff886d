/** Commands for the broker as a whole. */

import { utf8Length } from '../../base/utf8.ts';
import { isReasonCodeValid, reasonCodeSender } from '../../mqtt/tables/reasonCodes.ts';
import { administrationOf } from '../core/administration.ts';
import { type RefusalFact, refused } from '../core/commands/refusals.ts';
import type { Outcome } from '../faults/commands.ts';
import type { FaultLayer } from '../faults/faultLayer.ts';
import type { ConnectionHistory } from './connectionHistory.ts';
import type { HostCommand } from './control.ts';
import type { RestartableBroker } from './restartableBroker.ts';
import type { TrafficRates } from './trafficRates.ts';

export interface Parts {
  readonly place: RestartableBroker;
  readonly faults: FaultLayer;
  readonly rates: TrafficRates;
  readonly history: ConnectionHistory;
}

/** Commands that the host does not answer itself. */
type BrokerCommand = Exclude<HostCommand, { readonly kind: 'facts' | 'run-fleet' }>;

const DONE: Outcome = { kind: 'done' };
const NOT_CONNECTED = refused({ key: 'not-connected', args: {} });

export function commandHost(
  { place, faults }: Parts,
  command: BrokerCommand,
  now: number,
): Outcome {
  const administration = administrationOf(place.broker);
  if (place.isDown && command.kind !== 'restart') return refused({ key: 'down', args: {} });
  switch (command.kind) {
    case 'disconnect-client': {
      const { client, kind: _, ...refusal } = command;
      const fault = disconnectError(refusal);
      if (fault !== undefined) return refused(fault);
      return administration.disconnect(client, refusal, now) ? DONE : NOT_CONNECTED;
    }
    case 'end-session':
      return administration.endSession(command.client, now)
        ? DONE
        : refused({ key: 'no-session', args: {} });
    case 'clear-retained': {
      const why = administration.clearRetained(command.topic, now);
      return why === undefined ? DONE : refused({ key: why, args: {} });
    }
    case 'restart':
      place.restart(command.withSessions, command.downFor, now);
      faults.ends.breakDown(now);
      return DONE;
    case 'take-over':
      return place.takeOver(command.client, now) ? DONE : NOT_CONNECTED;
  }
}

/** Why a server's DISCONNECT cannot carry this (3.14.2); undefined if it can. */
function disconnectError(refusal: {
  readonly reasonCode: number;
  readonly reasonString?: string;
  readonly serverReference?: string;
}): RefusalFact | undefined {
  const { reasonCode, reasonString = '', serverReference } = refusal;
  const isServers =
    isReasonCodeValid('disconnect', reasonCode, 5) &&
    reasonCodeSender('disconnect', reasonCode) !== 'client';
  if (!isServers) {
    return { key: 'not-a-servers-code', args: { code: reasonCode } };
  }
  const isMoving = reasonCode === USE_ANOTHER_SERVER || reasonCode === SERVER_MOVED;
  if (serverReference !== undefined && !isMoving) {
    return { key: 'stray-reference', args: {} };
  }
  if (utf8Length(reasonString) + utf8Length(serverReference ?? '') > LONGEST) {
    return { key: 'long-farewell', args: { most: LONGEST } };
  }
  return undefined;
}

const USE_ANOTHER_SERVER = 0x9c;
const SERVER_MOVED = 0x9d;
/** Limit of an MQTT string. */
const LONGEST = 65_535;
