/**
 * Encodes facts as bytes. Sessions and messages are numbers there; times are of the wall clock, in ms since
 * 1970.
 */

import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Fact, SessionFacts, StoredCopy, SubscriptionFacts } from '../core/contract/facts.ts';
import type { MessageSource } from '../core/contract/message.ts';
import type { Client, Peer } from '../core/contract/parties.ts';
import { type FactReader, UnreadableFact } from './factReader.ts';
import type { FactWriter } from './factWriter.ts';

/** A message, written before the first fact that refers to it. */
interface MessageFact {
  readonly kind: 'message';
  readonly message: number;
  readonly source: MessageSource;
  readonly publisher: string | undefined;
  readonly time: number;
}

export type StoredFact = Fact<number, number> | MessageFact;

/** Files contain the index in this list: new kinds are appended. */
const KINDS = [
  'message',
  'session',
  'left',
  'will-gone',
  'ending',
  'ended',
  'emptied',
  'subscribed',
  'unsubscribed',
  'queued',
  'unqueued',
  'sent',
  'released',
  'completed',
  'received',
  'receive-over',
  'retained',
  'retained-gone',
  'publishing',
  'published',
  'nothing',
] as const satisfies readonly StoredFact['kind'][];

const TRANSPORTS = [
  'tcp',
  'websocket',
  'port',
  'udp',
] as const satisfies readonly Peer['transport'][];
const PLACES = new Map<string, number>(KINDS.map((kind, at) => [kind, at]));

export function writeFact(writer: FactWriter, fact: StoredFact): void {
  writer.byte(PLACES.get(fact.kind) ?? 0);
  if ('session' in fact) writer.number(fact.session);
  if ('message' in fact) writer.number(fact.message);
  switch (fact.kind) {
    case 'message':
      writer.message(fact.source);
      writer.optionalText(fact.publisher);
      writer.float(fact.time);
      return;
    case 'session':
      writeSession(writer, fact.facts);
      return;
    case 'left':
      writer.float(fact.at);
      writer.number(fact.expiry);
      return;
    case 'subscribed':
      writeSubscription(writer, fact.subscription);
      return;
    case 'unsubscribed':
      writer.text(fact.filter);
      return;
    case 'queued':
      writeCopy(writer, fact.copy);
      return;
    case 'sent':
    case 'released':
    case 'completed':
    case 'received':
    case 'receive-over':
      writer.number(fact.packetId);
      return;
    case 'retained-gone':
      writer.text(fact.topic);
      return;
    case 'will-gone':
    case 'ending':
    case 'ended':
    case 'emptied':
    case 'unqueued':
    case 'retained':
    case 'publishing':
    case 'published':
    case 'nothing':
  }
}

export function readFact(reader: FactReader): StoredFact {
  const kind = KINDS[reader.byte()];
  if (kind === undefined) throw new UnreadableFact('a fact of a kind that is not known');
  switch (kind) {
    case 'message': {
      const message = reader.number();
      const source = reader.message();
      return { kind, message, source, publisher: reader.optionalText(), time: reader.float() };
    }
    case 'session':
      return { kind, session: reader.number(), facts: readSession(reader) };
    case 'left':
      return { kind, session: reader.number(), at: reader.float(), expiry: reader.number() };
    case 'subscribed':
      return { kind, session: reader.number(), subscription: readSubscription(reader) };
    case 'unsubscribed':
      return { kind, session: reader.number(), filter: reader.text() };
    case 'queued':
      return { kind, session: reader.number(), copy: readCopy(reader) };
    case 'sent':
    case 'released':
    case 'completed':
    case 'received':
    case 'receive-over':
      return { kind, session: reader.number(), packetId: reader.number() };
    case 'will-gone':
    case 'ending':
    case 'ended':
    case 'emptied':
    case 'unqueued':
      return { kind, session: reader.number() };
    case 'retained':
    case 'publishing':
    case 'published':
      return { kind, message: reader.number() };
    case 'retained-gone':
      return { kind, topic: reader.text() };
    case 'nothing':
      return { kind };
  }
}

/** Bits of a session's flags. */
const ADMITTED = 1;
const KEEPS_MESSAGES = 2;
const HAS_WILL = 4;
const IS_AWAY = 8;
const LOOPBACK = 16;
const SECURE = 32;

function writeSession(writer: FactWriter, facts: SessionFacts): void {
  const { peer, will, left } = facts;
  writer.text(facts.clientId);
  writer.optionalText(facts.userName);
  writer.byte(facts.version);
  writer.byte(
    (facts.isAdmitted ? ADMITTED : 0) |
      (facts.keepsMessages ? KEEPS_MESSAGES : 0) |
      (will === undefined ? 0 : HAS_WILL) |
      (left === undefined ? 0 : IS_AWAY) |
      (peer.loopback ? LOOPBACK : 0) |
      (peer.secure ? SECURE : 0),
  );
  writer.number(facts.expiry);
  writer.byte(TRANSPORTS.indexOf(peer.transport));
  writer.text(peer.address);
  writer.optionalText(peer.machine);
  if (left !== undefined) writer.float(left);
  if (will === undefined) return;
  writer.message(will.source);
  writer.number(will.delay);
}

function readSession(reader: FactReader): SessionFacts {
  const clientId = reader.text();
  const userName = reader.optionalText();
  const version = versionOf(reader.byte());
  const flags = reader.byte();
  const expiry = reader.number();
  const transport = TRANSPORTS[reader.byte()] ?? 'tcp';
  const address = reader.text();
  const machine = reader.optionalText();
  const left = (flags & IS_AWAY) === 0 ? undefined : reader.float();
  const will =
    (flags & HAS_WILL) === 0 ? undefined : { source: reader.message(), delay: reader.number() };
  return {
    clientId,
    userName,
    version,
    peer: {
      transport,
      address,
      ...(machine !== undefined && { machine }),
      loopback: (flags & LOOPBACK) !== 0,
      secure: (flags & SECURE) !== 0,
    },
    isAdmitted: (flags & ADMITTED) !== 0,
    expiry,
    keepsMessages: (flags & KEEPS_MESSAGES) !== 0,
    will,
    left,
  };
}

/** Bits next to a QoS. */
const NO_LOCAL = 4;
const RETAIN_AS_PUBLISHED = 8;
const RETAIN = 4;

function writeSubscription(writer: FactWriter, subscription: SubscriptionFacts): void {
  const { filter, qos, noLocal, retainAsPublished, identifier } = subscription;
  writer.text(filter);
  writer.byte(qos | (noLocal ? NO_LOCAL : 0) | (retainAsPublished ? RETAIN_AS_PUBLISHED : 0));
  // 0 is not a valid identifier.
  writer.number(identifier ?? 0);
}

function readSubscription(reader: FactReader): SubscriptionFacts {
  const filter = reader.text();
  const flags = reader.byte();
  const identifier = reader.number();
  return {
    filter,
    qos: qosOf(flags),
    noLocal: (flags & NO_LOCAL) !== 0,
    retainAsPublished: (flags & RETAIN_AS_PUBLISHED) !== 0,
    identifier: identifier === 0 ? undefined : identifier,
  };
}

function writeCopy(writer: FactWriter, copy: StoredCopy<number>): void {
  writer.number(copy.message);
  writer.byte(copy.qos | (copy.retain ? RETAIN : 0));
  writer.number(copy.identifiers.length);
  for (const identifier of copy.identifiers) writer.number(identifier);
  writer.optionalText(copy.group);
}

function readCopy(reader: FactReader): StoredCopy<number> {
  const message = reader.number();
  const flags = reader.byte();
  const identifiers: number[] = [];
  for (let left = reader.number(); left > 0; left -= 1) identifiers.push(reader.number());
  const group = reader.optionalText();
  return { message, qos: qosOf(flags), retain: (flags & RETAIN) !== 0, identifiers, group };
}

function qosOf(flags: number): QoS {
  const qos = flags & 3;
  if (qos === 0 || qos === 1 || qos === 2) return qos;
  throw new UnreadableFact('a QoS of 3');
}

function versionOf(byte: number): Client['version'] {
  if (byte === 3 || byte === 4 || byte === 5) return byte;
  throw new UnreadableFact('a version of MQTT');
}
