/** Handles packets of accepted clients. */

import type { AckPacket, DisconnectPacket, Packet } from '../../../mqtt/tables/packet.ts';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import { isFailure } from '../../../mqtt/tables/reasonCodes.ts';
import { REASON, refuse } from '../contract/reasons.ts';
import type { Refusal } from '../contract/verdicts.ts';
import type { Steps } from '../memory/timeSlice.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Session } from '../sessions/session.ts';
import type { Core } from '../state/core.ts';
import { receiveAuth } from './authenticating.ts';
import { receivePublish, receivePubrel } from './publishing.ts';
import { receiveSubscribe, receiveUnsubscribe } from './subscribing.ts';

/** The client sent DISCONNECT; `sendWill`: with a request to publish its will (3.14.2.1). */
interface Departure {
  readonly sendWill: boolean;
  readonly reasonCode: number;
}

/** Why the connection must end; undefined: it continues. */
export type Outcome = Refusal | Departure | undefined;

/** Starts work that may take long; the caller continues it. */
export function receivePacket(
  core: Core,
  connection: Connection,
  session: Session,
  packet: Packet,
  now: number,
): Outcome | Steps<Outcome> {
  const { link } = connection;
  switch (packet.type) {
    case 'publish':
      link.traffic.messagesIn += 1;
      return receivePublish(core, connection, session, packet, now);
    case 'puback':
      session.outbound.puback(packet.packetId);
      session.followed?.acknowledged(packet, link.id, now);
      session.pump(now);
      return undefined;
    case 'pubrec':
      receivePubrec(connection, session, packet, now);
      session.pump(now);
      return undefined;
    case 'pubrel':
      receivePubrel(connection, session, packet.packetId, now);
      return undefined;
    case 'pubcomp':
      session.outbound.pubcomp(packet.packetId);
      session.followed?.acknowledged(packet, link.id, now);
      session.pump(now);
      return undefined;
    case 'subscribe':
      return receiveSubscribe(core, connection, session, packet);
    case 'unsubscribe':
      return receiveUnsubscribe(core, connection, session, packet);
    case 'pingreq':
      link.send({ type: 'pingresp' });
      return undefined;
    case 'disconnect':
      return receiveDisconnect(core, connection, session, packet);
    case 'auth': {
      const progress = receiveAuth(core, connection, packet);
      return typeof progress === 'string' ? undefined : progress;
    }
    case 'connect':
    case 'connack':
    case 'suback':
    case 'unsuback':
    case 'pingresp':
      return refuse(REASON.protocolError, `${packet.type.toUpperCase()} does not belong here.`);
  }
}

function receivePubrec(
  { link, version }: Connection,
  session: Session,
  packet: AckPacket,
  now: number,
): void {
  const { packetId } = packet;
  const isRefused = isFailure(packet.reasonCode);
  session.followed?.acknowledged(packet, link.id, now);
  if (session.outbound.pubrec(packetId, isRefused)) {
    if (isRefused) return;
    link.acknowledge('pubrel', packetId);
    session.followed?.sentPubrel(packetId, link.id, now);
  } else if (version < 5) {
    link.acknowledge('pubrel', packetId);
  } else if (!isRefused) {
    link.send({
      type: 'pubrel',
      packetId,
      reasonCode: REASON.packetIdentifierNotFound,
      properties: link.reason('No PUBLISH with that identifier awaits a PUBREC.'),
    });
  }
}

function receiveDisconnect(
  core: Core,
  connection: Connection,
  session: Session,
  packet: DisconnectPacket,
): Refusal | Departure {
  const expiry = propertyValue(packet.properties, 'sessionExpiryInterval');
  if (expiry !== undefined) {
    if (expiry > 0 && !connection.mayExtendSession) {
      return refuse(REASON.protocolError, 'A session expiry of 0 cannot be raised at DISCONNECT.');
    }
    session.expiry = Math.min(expiry, core.limits.maximumSessionExpiry);
  }
  // [MQTT-3.14.4-3]
  const { reasonCode = 0 } = packet;
  return { sendWill: reasonCode !== 0, reasonCode };
}
