/** Commands that need the broker as a whole. */
import { hexByte, isReasonCodeValid, reasonCodeSender } from '../../mqtt/reasonCodes.ts';
import { utf8Length } from '../../mqtt/utf8.ts';
import type { Outcome } from '../faults/commands.ts';
import type { FaultLayer } from '../faults/faultLayer.ts';
import type { HostCommand } from './control.ts';
import type { RestartableBroker } from './restartableBroker.ts';
import type { TrafficRates } from './trafficRates.ts';

export interface Parts {
  readonly place: RestartableBroker;
  readonly faults: FaultLayer;
  readonly rates: TrafficRates;
}

/** Those of them that are not the host's own. */
type BrokerCommand = Exclude<HostCommand, { readonly kind: 'facts' | 'run-fleet' }>;

const DONE: Outcome = { kind: 'done' };
const refused = (reason: string): Outcome => ({ kind: 'refused', reason });
const NOT_CONNECTED = refused('No client of this identifier is connected.');

export function commandHost(
  { place, faults }: Parts,
  command: BrokerCommand,
  now: number,
): Outcome {
  const { administration } = place.broker;
  if (place.isDown && command.kind !== 'restart') return refused('The broker is down.');
  switch (command.kind) {
    case 'disconnect-client': {
      const { client, kind: _, ...refusal } = command;
      const fault = farewellFault(refusal);
      if (fault !== undefined) return refused(fault);
      return administration.disconnect(client, refusal, now) ? DONE : NOT_CONNECTED;
    }
    case 'end-session':
      return administration.endSession(command.client, now)
        ? DONE
        : refused('No client of this identifier has a session.');
    case 'clear-retained': {
      const refusal = administration.clearRetained(command.topic);
      return refusal === undefined ? DONE : refused(refusal.reasonString ?? 'It stays.');
    }
    case 'restart':
      place.restart(command.withSessions, command.downFor, now);
      faults.breakDown(now);
      return DONE;
    case 'take-over':
      return place.takeOver(command.client, now) ? DONE : NOT_CONNECTED;
  }
}

/** Why a server cannot say that in its DISCONNECT (3.14.2); undefined: it can. */
function farewellFault(refusal: {
  readonly reasonCode: number;
  readonly reasonString?: string;
  readonly serverReference?: string;
}): string | undefined {
  const { reasonCode, reasonString = '', serverReference } = refusal;
  const isServers =
    isReasonCodeValid('disconnect', reasonCode, 5) &&
    reasonCodeSender('disconnect', reasonCode) !== 'client';
  if (!isServers) {
    return `${hexByte(reasonCode)} cannot stand in a server's DISCONNECT (MQTT 5, 3.14.2.1).`;
  }
  const isMoving = reasonCode === USE_ANOTHER_SERVER || reasonCode === SERVER_MOVED;
  if (serverReference !== undefined && !isMoving) {
    return 'A server reference goes with 0x9C or 0x9D only (MQTT 5, 4.11).';
  }
  if (utf8Length(reasonString) + utf8Length(serverReference ?? '') > LONGEST) {
    return `Reason string and server reference have at most ${LONGEST} bytes of UTF-8 here.`;
  }
  return undefined;
}

const USE_ANOTHER_SERVER = 0x9c;
const SERVER_MOVED = 0x9d;
/** One string of MQTT. */
const LONGEST = 65_535;
