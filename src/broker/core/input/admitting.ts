/** Handles a client from the first packet to CONNACK. The standard, the host or AUTH packets decide. */

import { decode } from '../../../mqtt/codec/decode.ts';
import { breachText } from '../../../mqtt/statements/breachWords.ts';
import type { ConnectPacket } from '../../../mqtt/tables/packet.ts';
import { REASON, refuse } from '../contract/reasons.ts';
import type { Refusal } from '../contract/verdicts.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Core } from '../state/core.ts';
import { receiveAuth } from './authenticating.ts';
import {
  acceptClient,
  type Entry,
  receiveConnect,
  refuseConnect,
  refuseMalformedConnect,
} from './connecting.ts';

/** `over`: the connection must end; the answer has been sent. */
export type Admission = Entry | 'waiting' | 'over';

/** Handles a packet of a client that is not accepted yet. */
export function admit(core: Core, connection: Connection, bytes: Uint8Array): Admission {
  const { applicant } = connection;
  return applicant === undefined
    ? receiveFirst(core, connection, bytes)
    : continueAuthentication(core, connection, applicant, bytes);
}

/** Accepts the client or sends it the refusal. */
export function conclude(core: Core, connection: Connection, outcome: Refusal | Entry): Admission {
  if ('enter' in outcome) return outcome;
  core.reportRefusedClient(connection, outcome);
  refuseConnect(connection, outcome);
  return 'over';
}

function receiveFirst(core: Core, connection: Connection, bytes: Uint8Array): Admission {
  const decoded = decode(bytes, undefined, 'client');
  if (!decoded.ok || decoded.packet.type !== 'connect') {
    const refusal = decoded.ok
      ? refuse(REASON.protocolError)
      : refuse(decoded.reasonCode, breachText(decoded.problem.breach));
    core.reportRefusedClient(connection, refusal);
    refuseMalformedConnect(connection, bytes, refusal);
    return 'over';
  }
  const { certifiedName } = connection.peer;
  const packet =
    certifiedName === undefined ? decoded.packet : { ...decoded.packet, userName: certifiedName };
  const outcome = receiveConnect(core, connection, packet);
  if (outcome === 'later') connection.asking = packet;
  else if (outcome === 'exchange') connection.applicant = packet;
  else return conclude(core, connection, outcome);
  return 'waiting';
}

/** Before CONNACK, only AUTH and DISCONNECT are allowed [MQTT-3.1.2-30]. */
function continueAuthentication(
  core: Core,
  connection: Connection,
  connect: ConnectPacket,
  bytes: Uint8Array,
): Admission {
  const decoded = decode(bytes, connection.version, 'client');
  if (!decoded.ok) {
    return conclude(
      core,
      connection,
      refuse(decoded.reasonCode, breachText(decoded.problem.breach)),
    );
  }
  if (decoded.packet.type === 'disconnect') return 'over';
  if (decoded.packet.type !== 'auth') {
    return conclude(
      core,
      connection,
      refuse(REASON.protocolError, 'Only AUTH may come before CONNACK.'),
    );
  }
  const progress = receiveAuth(core, connection, decoded.packet);
  if (progress === 'exchange') return 'waiting';
  connection.applicant = undefined;
  const outcome = progress === 'ok' ? acceptClient(core, connection, connect) : progress;
  return conclude(core, connection, outcome);
}
