/** From the first packet to CONNACK, whoever decides: the standard, the host, or AUTH packets. */
import { decode } from '../mqtt/decode.ts';
import type { ConnectPacket } from '../mqtt/packet.ts';
import { receiveAuth } from './authenticating.ts';
import { letIn, receiveConnect, refuseConnect, refuseFaultyConnect } from './connecting.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import type { Refusal } from './options.ts';
import { REASON, refuse } from './reasons.ts';

/** `over`: the connection must end; what there was to say has been said. */
export type Admission = 'admitted' | 'waiting' | 'over';

/** A packet of a client that has not been let in yet. */
export function admit(
  core: Core,
  connection: Connection,
  bytes: Uint8Array,
  now: number,
): Admission {
  const { applicant } = connection;
  return applicant === undefined
    ? receiveFirst(core, connection, bytes, now)
    : continueAuthentication(core, connection, applicant, bytes, now);
}

/** The client has been let in, or is told why it is not. */
export function conclude(connection: Connection, refusal: Refusal | undefined): Admission {
  if (refusal === undefined) return 'admitted';
  refuseConnect(connection, refusal);
  return 'over';
}

function receiveFirst(
  core: Core,
  connection: Connection,
  bytes: Uint8Array,
  now: number,
): Admission {
  const decoded = decode(bytes, undefined, 'client');
  if (!decoded.ok || decoded.packet.type !== 'connect') {
    const refusal = decoded.ok
      ? refuse(REASON.protocolError)
      : refuse(decoded.reasonCode, decoded.problem.message);
    refuseFaultyConnect(connection, bytes, refusal);
    return 'over';
  }
  const refusal = receiveConnect(core, connection, decoded.packet, now);
  if (refusal === 'later') connection.asking = decoded.packet;
  else if (refusal === 'exchange') connection.applicant = decoded.packet;
  else return conclude(connection, refusal);
  return 'waiting';
}

/** Until CONNACK, only AUTH and DISCONNECT may come [MQTT-3.1.2-30]. */
function continueAuthentication(
  core: Core,
  connection: Connection,
  connect: ConnectPacket,
  bytes: Uint8Array,
  now: number,
): Admission {
  const decoded = decode(bytes, connection.version, 'client');
  if (!decoded.ok) {
    return conclude(connection, refuse(decoded.reasonCode, decoded.problem.message));
  }
  if (decoded.packet.type === 'disconnect') return 'over';
  if (decoded.packet.type !== 'auth') {
    return conclude(connection, refuse(REASON.protocolError, 'Only AUTH may come before CONNACK.'));
  }
  const progress = receiveAuth(core, connection, decoded.packet);
  if (progress === 'exchange') return 'waiting';
  connection.applicant = undefined;
  return conclude(connection, progress === 'ok' ? letIn(core, connection, connect, now) : progress);
}
