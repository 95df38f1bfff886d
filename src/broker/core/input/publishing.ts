/** Handles PUBLISH and PUBREL from a client: the receiving half of the delivery protocol (4.3). */

import type { PublishPacket } from '../../../mqtt/tables/packet.ts';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import { isFailure } from '../../../mqtt/tables/reasonCodes.ts';
import { Message } from '../contract/message.ts';
import type { Client } from '../contract/parties.ts';
import { fitting, overLimit, REASON, refuse } from '../contract/reasons.ts';
import type { MessageTrace, PublishArrival, TracePacket } from '../contract/trace.ts';
import type { PublishRefusal, PublishVerdict, Refusal } from '../contract/verdicts.ts';
import { isSteps, type Steps } from '../memory/timeSlice.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Session } from '../sessions/session.ts';
import type { Core } from '../state/core.ts';

/** Returns why the connection must end; undefined: it continues. */
export function receivePublish(
  core: Core,
  connection: Connection,
  session: Session,
  packet: PublishPacket,
  now: number,
): Refusal | undefined | Steps<Refusal | undefined> {
  const topic = resolveTopic(core, connection, packet);
  if (typeof topic !== 'string') return topic;
  const { packetId } = packet;
  const isKnown = packet.qos === 2 && packetId !== undefined && session.hasReceived(packetId);
  if (isKnown) {
    // Already known and passed on: the answer was lost or is in transit [MQTT-4.3.3-10].
    connection.link.acknowledge('pubrec', packetId);
    session.followed?.repeated(packetId, connection.link.id, now);
    return undefined;
  }
  const isFollowed = core.observer?.admits(session.clientId, now) === true;
  const trace = isFollowed
    ? core.observer?.began({ ...packet, topic }, cameBy(connection, session, packet), now)
    : undefined;
  const breach = breachOf(core, connection, packet);
  if (breach !== undefined) {
    if (connection.version === 5) trace?.packet(answered(connection, 'disconnect', breach, now));
    trace?.refused(breach.reasonCode);
    return breach;
  }
  core.counters.messagesReceived += 1;
  core.counters.payloadBytesReceived += packet.payload.length;
  const { link } = connection;
  link.isPassingOn = packetId !== undefined;
  // The process may end before all subscribers have it. It must not be accepted a second time then.
  if (isExact(session, packet)) session.receive(packet.packetId);
  const incoming = { core, connection, session, packet, topic, trace };
  const refusal = passOn(incoming, now);
  return isSteps(refusal) ? completeLater(incoming, refusal) : complete(incoming, refusal, now);
}

/** A PUBLISH that is being processed. */
interface IncomingPublish {
  readonly core: Core;
  readonly connection: Connection;
  readonly session: Session;
  readonly packet: PublishPacket;
  readonly topic: string;
  readonly trace: MessageTrace | undefined;
}

/** True if the message must be passed on exactly once, even if the process ends. */
const isExact = (
  session: Session,
  packet: PublishPacket,
): packet is PublishPacket & { readonly packetId: number } =>
  packet.qos === 2 && packet.packetId !== undefined && session.record !== undefined;

function completeLater(
  incoming: IncomingPublish,
  steps: Steps<PublishRefusal>,
): Steps<Refusal | undefined> {
  const { core, packet, session } = incoming;
  const isKept = session.client.admitted !== undefined;
  // Copied, because the transport owns the bytes.
  const own = isKept ? { ...packet, payload: packet.payload.slice() } : packet;
  return (function* () {
    const refusal = yield* steps;
    return complete({ ...incoming, packet: own }, refusal, core.timeSlice.now);
  })();
}

/** Finishes a PUBLISH after it was delivered or refused. */
function complete(
  { core, connection, session, packet, topic, trace }: IncomingPublish,
  refusal: PublishRefusal,
  now: number,
): Refusal | undefined {
  const { link } = connection;
  const { admitted } = session.client;
  link.isPassingOn = false;
  const isTaken = !isFailure(refusal.reasonCode);
  if (!isTaken) {
    trace?.refused(refusal.reasonCode);
    core.reportRefusal(connection, 'publish', topic, refusal);
    if (isExact(session, packet)) session.release(packet.packetId);
  }
  if (refusal.by === 'silence') return undefined;
  if (refusal.by === 'disconnect') {
    if (connection.version === 5) trace?.packet(answered(connection, 'disconnect', refusal, now));
    return refusal;
  }
  if (packet.packetId !== undefined) acknowledge(connection, session, packet, refusal, trace, now);
  // After the acknowledgement, because some clients take their own message for the end of the exchange.
  if (link.isHeldBack) session.pump(now);
  if (isTaken && admitted !== undefined) {
    trace?.heard();
    // An exception there is not the client's error.
    core.attempt('published', () => admitted.published(session.client, topic, packet));
  }
  return undefined;
}

function acknowledge(
  connection: Connection,
  session: Session,
  packet: PublishPacket,
  refusal: Refusal,
  trace: MessageTrace | undefined,
  now: number,
): void {
  const { packetId } = packet;
  if (packetId === undefined) return;
  const code = answer(connection, session, packet.qos, packetId, refusal);
  if (trace !== undefined) {
    const type = packet.qos === 1 ? 'puback' : 'pubrec';
    trace.packet({ ...answered(connection, type, { reasonCode: code }, now), packetId });
    if (packet.qos === 2 && !isFailure(code)) session.follow().received.set(packetId, trace);
  }
}

/** Returns the violation that ends the connection. */
function breachOf(
  { limits }: Core,
  connection: Connection,
  packet: PublishPacket,
): Refusal | undefined {
  const { version, receiving } = connection;
  const isBound = connection.admitted === undefined;
  if (isBound && packet.qos > limits.maximumQoS) {
    return refuse(REASON.qosNotSupported, `The highest QoS here is ${limits.maximumQoS}.`);
  }
  if (isBound && packet.retain && !limits.retainAvailable) {
    return refuse(REASON.retainNotSupported, 'Retained messages are switched off here.');
  }
  // QoS 1 counts as well: it was sent while the others were in flight. Older versions lack the limit.
  if (packet.qos > 0 && version === 5 && receiving.size >= limits.receiveMaximum) {
    return overLimit(
      'receiveMaximum',
      REASON.receiveMaximumExceeded,
      `More than ${limits.receiveMaximum} messages are in flight.`,
    );
  }
  return undefined;
}

const cameBy = (
  { link }: Connection,
  { clientId }: Session,
  { packetId, dup }: PublishPacket,
): PublishArrival => ({
  origin: 'publish',
  publisher: clientId,
  connection: link.id,
  packetId,
  dup,
});

const answered = (
  { link }: Connection,
  packet: 'puback' | 'pubrec' | 'disconnect',
  { reasonCode }: Refusal,
  now: number,
): TracePacket => ({
  time: now,
  connection: link.id,
  packet,
  direction: 'out',
  packetId: undefined,
  dup: false,
  reasonCode,
});

/** [MQTT-4.3.3-11]: PUBCOMP also for an unknown identifier. */
export function receivePubrel(
  connection: Connection,
  session: Session,
  packetId: number,
  now: number,
): void {
  const isKnown = session.release(packetId) || connection.version < 5;
  const code = isKnown ? 0 : REASON.packetIdentifierNotFound;
  session.followed?.released(packetId, connection.link.id, now, code);
  connection.receiving.delete(packetId);
  if (isKnown) connection.link.acknowledge('pubcomp', packetId);
  else {
    connection.link.send({
      type: 'pubcomp',
      packetId,
      reasonCode: code,
      properties: connection.link.reason('No PUBLISH with that identifier awaits a PUBREL.'),
    });
  }
}

/** Returns the reason code that was sent. */
function answer(
  { link, version, receiving }: Connection,
  session: Session,
  qos: number,
  packetId: number,
  { reasonCode, reasonString }: Refusal,
): number {
  const type = qos === 1 ? 'puback' : 'pubrec';
  // A refused QoS 2 message ends with its PUBREC (4.3.3); before MQTT 5 nothing can be refused.
  if (qos === 2 && (!isFailure(reasonCode) || version < 5)) {
    session.receive(packetId);
    receiving.add(packetId);
  }
  if (version < 5 || reasonCode === 0) {
    link.acknowledge(type, packetId);
    return 0;
  }
  const code = fitting(type, reasonCode);
  link.send({ type, packetId, reasonCode: code, properties: link.reason(reasonString) });
  return code;
}

/** Returns the reason code of the acknowledgement, which may be a success. */
function passOn(
  { core, session, packet, topic, trace }: IncomingPublish,
  now: number,
): PublishRefusal | Steps<PublishRefusal> {
  const { client } = session;
  const rule = client.admitted ?? core.hooks;
  let isRetained = packet.retain;
  if (rule.authorisePublish !== undefined) {
    const verdict = core.ask<PublishVerdict>(
      'authorisePublish',
      () => rule.authorisePublish?.(client, topic, packet) ?? 'ok',
    );
    if (typeof verdict === 'object') return verdict;
    if (verdict === 'not-retained') isRetained = false;
  }
  const reserved = core.refusalOfTopic(topic);
  if (reserved !== undefined) return reserved;
  const unkept = packet.qos > 0 || isRetained ? core.keeper?.refusal : undefined;
  if (unkept !== undefined) return refusalToKeep(session, packet, unkept);
  const { payload, qos, properties } = packet;
  const source = { topic, payload, qos, retain: isRetained, properties };
  const message = new Message(source, session.clientId, now);
  message.trace = trace;
  const subscribers = isExact(session, packet)
    ? core.publishOnce(message, now)
    : core.publish(message, now);
  if (isSteps(subscribers)) return answerLater(client, subscribers);
  return typeof subscribers === 'number' ? answerFor(client, subscribers) : subscribers;
}

/** Before MQTT 5 an acknowledgement would mean that it was accepted [MQTT-3.3.5-2]. */
function refusalToKeep(session: Session, { qos }: PublishPacket, refusal: Refusal): PublishRefusal {
  const isTold = session.client.version === 5 || qos === 0;
  return isTold ? refusal : { ...refusal, by: 'disconnect' };
}

function* answerLater(client: Client, steps: Steps<number | Refusal>): Steps<PublishRefusal> {
  const subscribers = yield* steps;
  return typeof subscribers === 'number' ? answerFor(client, subscribers) : subscribers;
}

function answerFor(client: Client, subscribers: number): PublishRefusal {
  // The host that gave a client special terms receives its messages.
  const isHeard = subscribers > 0 || client.admitted !== undefined;
  return refuse(isHeard ? 0 : REASON.noMatchingSubscribers);
}

/** Returns the topic name, resolving an alias (3.3.2.3.4). */
function resolveTopic(core: Core, connection: Connection, packet: PublishPacket): string | Refusal {
  const alias = propertyValue(packet.properties, 'topicAlias');
  if (alias === undefined) return packet.topic;
  const { topicAliasMaximum } = core.limits;
  if (alias > topicAliasMaximum) {
    return overLimit(
      'topicAliasMaximum',
      REASON.topicAliasInvalid,
      `Topic aliases go from 1 to ${topicAliasMaximum}; ${alias} does not.`,
    );
  }
  if (packet.topic === '') {
    return (
      connection.topicBehind('client', alias) ??
      refuse(REASON.protocolError, `The topic alias ${alias} has not been defined.`)
    );
  }
  if (!connection.setAlias(alias, packet.topic)) {
    return overLimit(
      'connectionBytes',
      REASON.quotaExceeded,
      'All memory for topic aliases is in use.',
    );
  }
  return packet.topic;
}
