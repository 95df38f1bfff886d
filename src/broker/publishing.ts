/** PUBLISH and PUBREL from a client: the receiving half of the delivery protocol (4.3). */
import type { PublishPacket } from '../mqtt/packet.ts';
import { propertyValue } from '../mqtt/properties.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { Message } from './message.ts';
import type { Refusal } from './options.ts';
import { fitting, REASON, refuse } from './reasons.ts';
import type { Session } from './session.ts';

/** Returns why the connection must end; undefined: it goes on. */
export function receivePublish(
  core: Core,
  connection: Connection,
  session: Session,
  packet: PublishPacket,
  now: number,
): Refusal | undefined {
  const { limits } = core;
  const topic = resolveTopic(core, connection, packet);
  if (typeof topic !== 'string') return topic;
  if (packet.qos > limits.maximumQoS) {
    return refuse(REASON.qosNotSupported, `The highest QoS here is ${limits.maximumQoS}.`);
  }
  if (packet.retain && !limits.retainAvailable) {
    return refuse(REASON.retainNotSupported, 'Retained messages are switched off here.');
  }
  const { packetId } = packet;
  if (packet.qos === 2 && packetId !== undefined) {
    if (session.hasReceived(packetId)) {
      // Known already, and passed on: the answer got lost, or is on its way [MQTT-4.3.3-10].
      connection.link.send({ type: 'pubrec', packetId });
      return undefined;
    }
    // Older clients know no such limit.
    if (connection.version === 5 && connection.receiving.size >= limits.receiveMaximum) {
      return refuse(
        REASON.receiveMaximumExceeded,
        `More than ${limits.receiveMaximum} messages are in flight.`,
      );
    }
  }
  core.counters.messagesReceived += 1;
  core.counters.payloadBytesReceived += packet.payload.length;
  const refusal = passOn(core, session, packet, topic, now);
  if (packetId !== undefined) answer(connection, session, packet.qos, packetId, refusal);
  return undefined;
}

/** [MQTT-4.3.3-11]: PUBCOMP also for an identifier that is not known (any more). */
export function receivePubrel(connection: Connection, session: Session, packetId: number): void {
  const isKnown = session.release(packetId);
  connection.receiving.delete(packetId);
  if (isKnown || connection.version < 5) connection.link.send({ type: 'pubcomp', packetId });
  else {
    connection.link.send({
      type: 'pubcomp',
      packetId,
      reasonCode: REASON.packetIdentifierNotFound,
      properties: connection.link.reason('No PUBLISH with that identifier awaits a PUBREL.'),
    });
  }
}

function answer(
  { link, version, receiving }: Connection,
  session: Session,
  qos: number,
  packetId: number,
  { reasonCode, reasonString }: Refusal,
): void {
  const type = qos === 1 ? 'puback' : 'pubrec';
  // A refused QoS 2 message is over with its PUBREC (4.3.3); before MQTT 5 nothing can be refused.
  if (qos === 2 && (reasonCode < 0x80 || version < 5)) {
    session.receive(packetId);
    receiving.add(packetId);
  }
  if (version < 5 || reasonCode === 0) link.send({ type, packetId });
  else {
    const properties = link.reason(reasonString);
    link.send({ type, packetId, reasonCode: fitting(type, reasonCode), properties });
  }
}

/** What the acknowledgement says; its reason code may be a good one. */
function passOn(
  core: Core,
  session: Session,
  packet: PublishPacket,
  topic: string,
  now: number,
): Refusal {
  const { authorisePublish } = core.hooks;
  if (authorisePublish !== undefined) {
    const verdict = core.ask('authorisePublish', () =>
      authorisePublish(session.client, topic, packet),
    );
    if (verdict !== 'ok') return verdict;
  }
  const reserved = core.refusalOfTopic(topic);
  if (reserved !== undefined) return reserved;
  const { payload, qos, retain, properties } = packet;
  const message = new Message({ topic, payload, qos, retain, properties }, session.clientId, now);
  const subscribers = core.publish(message, now);
  if (typeof subscribers !== 'number') return subscribers;
  return refuse(subscribers === 0 ? REASON.noMatchingSubscribers : 0);
}

/** The topic name, by alias where the client says so (3.3.2.3.4). */
function resolveTopic(core: Core, connection: Connection, packet: PublishPacket): string | Refusal {
  const alias = propertyValue(packet.properties, 'topicAlias');
  if (alias === undefined) return packet.topic;
  const { topicAliasMaximum } = core.limits;
  if (alias > topicAliasMaximum) {
    return refuse(
      REASON.topicAliasInvalid,
      `Topic aliases go from 1 to ${topicAliasMaximum}; ${alias} does not.`,
    );
  }
  if (packet.topic === '') {
    return (
      connection.aliases.get(alias) ??
      refuse(REASON.protocolError, `The topic alias ${alias} has not been defined.`)
    );
  }
  connection.aliases.set(alias, packet.topic);
  return packet.topic;
}
