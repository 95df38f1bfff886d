/** Arbitrary valid packets for property tests, of every type and version. */
import fc from 'fast-check';
import type {
  AckPacket,
  ConnectPacket,
  Packet,
  PacketType,
  ProtocolVersion,
  PublishPacket,
  Sender,
  SubscribePacket,
  SubscriptionRequest,
} from './packet.ts';
import { arbitraryProperties } from './properties.testkit.ts';
import type { PropertyPlace } from './properties.ts';
import { isReasonCodeValid, type ReasonPlace, reasonCodeSender } from './reasonCodes.ts';
import { arbitraryBytes, arbitraryFilter, arbitraryText, arbitraryTopic } from './text.testkit.ts';

const packetId = fc.integer({ min: 1, max: 65_535 });
const qos = fc.constantFrom(0, 1, 2);

const properties = (version: ProtocolVersion, place: PropertyPlace, sender: Sender) =>
  version === 5 ? arbitraryProperties(place, sender) : fc.constant([]);

function reasonCode(place: ReasonPlace, version: ProtocolVersion, sender: Sender) {
  const codes = Array.from({ length: 256 }, (_, code) => code).filter(
    (code) =>
      isReasonCodeValid(place, code, version) &&
      (reasonCodeSender(place, code) ?? sender) === sender,
  );
  return fc.constantFrom(...codes);
}

export function arbitraryConnect(version: ProtocolVersion): fc.Arbitrary<ConnectPacket> {
  const will = fc.record({
    topic: arbitraryTopic,
    payload: arbitraryBytes,
    qos,
    retain: fc.boolean(),
    properties: properties(version, 'will', 'client'),
  });
  const clientId = arbitraryText(20).filter((text) => version === 5 || text !== '');
  const user = fc.record({ userName: arbitraryText(8) });
  const password = fc.record({ password: arbitraryBytes });
  const both = fc.tuple(user, password).map(([u, p]) => ({ ...u, ...p }));
  const credentials = fc.oneof(fc.constant({}), user, both, version === 5 ? password : both);
  const rest = fc.record({
    cleanStart: fc.boolean(),
    keepAlive: fc.integer({ min: 0, max: 65_535 }),
    clientId,
    properties: properties(version, 'connect', 'client'),
  });
  return fc
    .tuple(rest, credentials, fc.option(will, { nil: undefined }))
    .map(([fields, who, w]) => ({
      type: 'connect',
      protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
      protocolLevel: version,
      ...fields,
      ...who,
      ...(w ? { will: w } : {}),
    }));
}

function arbitraryConnack(version: ProtocolVersion): fc.Arbitrary<Packet> {
  return fc
    .record({
      sessionPresent: fc.boolean(),
      reasonCode: reasonCode('connack', version, 'server'),
      properties: properties(version, 'connack', 'server'),
    })
    .map((fields) => ({
      type: 'connack',
      ...fields,
      sessionPresent: version > 3 && fields.reasonCode === 0 && fields.sessionPresent,
    }));
}

/** Without topic aliases, because their meaning depends on the connection. */
export function arbitraryPublish(
  version: ProtocolVersion,
  sender: Sender = 'client',
): fc.Arbitrary<PublishPacket> {
  return fc
    .record({
      qos,
      dup: fc.boolean(),
      retain: fc.boolean(),
      topic: arbitraryTopic,
      packetId,
      properties: properties(version, 'publish', sender),
      payload: arbitraryBytes,
    })
    .map(({ packetId: id, ...fields }) => ({
      type: 'publish',
      ...fields,
      dup: fields.qos > 0 && fields.dup,
      ...(fields.qos > 0 ? { packetId: id } : {}),
    }));
}

function arbitraryAck(
  type: AckPacket['type'],
  version: ProtocolVersion,
  sender: Sender,
): fc.Arbitrary<Packet> {
  const bare = fc.record({ packetId }).map((fields) => ({ type, ...fields }));
  if (version === 3 && type === 'pubrel') {
    return fc.oneof(
      bare,
      bare.map((packet) => ({ ...packet, dup: true as const })),
    );
  }
  if (version < 5) return bare;
  const code = fc.record({ reasonCode: reasonCode(type, version, sender) });
  const all = fc.record({ properties: arbitraryProperties(type, sender) });
  return fc.oneof(
    bare,
    fc.tuple(bare, code).map(([a, b]) => ({ ...a, ...b })),
    fc.tuple(bare, code, all).map(([a, b, c]) => ({ ...a, ...b, ...c })),
  );
}

function arbitraryRequest(version: ProtocolVersion): fc.Arbitrary<SubscriptionRequest> {
  if (version < 5) {
    return fc.record({ filter: arbitraryFilter, qos }).map((fields) => ({
      ...fields,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0,
    }));
  }
  return fc
    .record({
      filter: fc.oneof(
        arbitraryFilter,
        arbitraryFilter.map((filter) => `$share/group/${filter}`),
      ),
      qos,
      noLocal: fc.boolean(),
      retainAsPublished: fc.boolean(),
      retainHandling: fc.constantFrom(0, 1, 2),
    })
    .map((request) => ({
      ...request,
      noLocal: request.noLocal && !request.filter.startsWith('$share/'),
    }));
}

function arbitrarySubscribe(version: ProtocolVersion): fc.Arbitrary<SubscribePacket> {
  return fc
    .record({
      packetId,
      properties: properties(version, 'subscribe', 'client'),
      subscriptions: fc.array(arbitraryRequest(version), { minLength: 1, maxLength: 4 }),
    })
    .map((fields) => ({ type: 'subscribe', ...fields }));
}

function arbitraryUnsubscribe(version: ProtocolVersion): fc.Arbitrary<Packet> {
  return fc
    .record({
      packetId,
      properties: properties(version, 'unsubscribe', 'client'),
      filters: fc.array(arbitraryFilter, { minLength: 1, maxLength: 4 }),
    })
    .map((fields) => ({ type: 'unsubscribe', ...fields }));
}

function arbitraryAnswer(
  type: 'suback' | 'unsuback',
  version: ProtocolVersion,
): fc.Arbitrary<Packet> {
  const codes =
    type === 'unsuback' && version < 5
      ? fc.constant([])
      : fc.array(reasonCode(type, version, 'server'), { minLength: 1, maxLength: 4 });
  return fc
    .record({ packetId, properties: properties(version, type, 'server'), reasonCodes: codes })
    .map((fields) => ({ type, ...fields }));
}

function arbitraryDisconnect(version: ProtocolVersion, sender: Sender): fc.Arbitrary<Packet> {
  const bare = fc.constant({ type: 'disconnect' } as const);
  if (version < 5) return bare;
  const code = fc.record({ reasonCode: reasonCode('disconnect', version, sender) });
  const all = fc.record({ properties: arbitraryProperties('disconnect', sender) });
  return fc.oneof(
    bare,
    code.map((fields) => ({ type: 'disconnect' as const, ...fields })),
    fc.tuple(code, all).map(([a, b]) => ({ type: 'disconnect' as const, ...a, ...b })),
  );
}

function arbitraryAuth(sender: Sender): fc.Arbitrary<Packet> {
  const full = fc.record({
    reasonCode: reasonCode('auth', 5, sender),
    properties: arbitraryProperties('auth', sender),
  });
  return fc.oneof(
    fc.constant({ type: 'auth' as const }),
    full.map((fields) => ({ type: 'auth' as const, ...fields })),
  );
}

/** A valid packet of that type from that side. */
function arbitraryPacketOf(
  type: PacketType,
  version: ProtocolVersion,
  sender: Sender,
): fc.Arbitrary<Packet> {
  switch (type) {
    case 'connect':
      return arbitraryConnect(version);
    case 'connack':
      return arbitraryConnack(version);
    case 'publish':
      return arbitraryPublish(version, sender);
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      return arbitraryAck(type, version, sender);
    case 'subscribe':
      return arbitrarySubscribe(version);
    case 'unsubscribe':
      return arbitraryUnsubscribe(version);
    case 'suback':
    case 'unsuback':
      return arbitraryAnswer(type, version);
    case 'pingreq':
    case 'pingresp':
      return fc.constant({ type });
    case 'disconnect':
      return arbitraryDisconnect(version, sender);
    case 'auth':
      return arbitraryAuth(sender);
  }
}

const BOTH_SEND: readonly PacketType[] = ['publish', 'puback', 'pubrec', 'pubrel', 'pubcomp'];
const CLIENT_SENDS: readonly PacketType[] = [
  'connect',
  'subscribe',
  'unsubscribe',
  'pingreq',
  'disconnect',
];
const SERVER_SENDS: readonly PacketType[] = ['connack', 'suback', 'unsuback', 'pingresp'];

/** Types that a side may send in a version (2.1.2). */
function sendableTypes(version: ProtocolVersion, sender: Sender): PacketType[] {
  const own = sender === 'client' ? CLIENT_SENDS : SERVER_SENDS;
  const types = [...BOTH_SEND, ...own];
  if (version === 5) types.push('auth');
  if (version === 5 && sender === 'server') types.push('disconnect');
  return types;
}

/** Any valid packet that a side may send. */
export function arbitraryPacket(version: ProtocolVersion, sender: Sender): fc.Arbitrary<Packet> {
  return fc.oneof(
    ...sendableTypes(version, sender).map((type) => arbitraryPacketOf(type, version, sender)),
  );
}

export const arbitraryVersion: fc.Arbitrary<ProtocolVersion> = fc.constantFrom(3, 4, 5);
export const arbitrarySender: fc.Arbitrary<Sender> = fc.constantFrom('client', 'server');

export interface SentPacket {
  readonly version: ProtocolVersion;
  readonly sender: Sender;
  readonly packet: Packet;
}

const VERSIONS: readonly ProtocolVersion[] = [3, 4, 5];
const SENDERS: readonly Sender[] = ['client', 'server'];

/** Any valid packet with the context of its meaning. */
export const arbitrarySent: fc.Arbitrary<SentPacket> = fc.oneof(
  ...VERSIONS.flatMap((version) =>
    SENDERS.map((sender) =>
      arbitraryPacket(version, sender).map((packet) => ({ version, sender, packet })),
    ),
  ),
);
