/** CONNECT: decides whether to accept a client and with which session (3.1, 3.2). */

import { isDeviceSignIn } from '../../../alibaba/identity.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { decode } from '../../../mqtt/codec/decode.ts';
import { connectVersion, headerLength } from '../../../mqtt/framing/peek.ts';
import type { ConnackPacket, ConnectPacket, ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { isProtocolVersion } from '../../../mqtt/tables/packetNames.ts';
import { LARGEST_PACKET } from '../../../mqtt/tables/packetSize.ts';
import { type Property, propertyValue } from '../../../mqtt/tables/properties.ts';
import { Message } from '../contract/message.ts';
import type { Admitted, Client } from '../contract/parties.ts';
import { fitting, overLimit, REASON, refuse, returnCodeFor } from '../contract/reasons.ts';
import type { Refusal, Verdict } from '../contract/verdicts.ts';
import { textSize } from '../memory/sizes.ts';
import type { Steps } from '../memory/timeSlice.ts';
import type { Connection } from '../sessions/connection.ts';
import { FOREVER, type Session, sessionSize, type Will } from '../sessions/session.ts';
import type { Core } from '../state/core.ts';
import { partyOf } from '../state/events.ts';
import { authenticationProperties, beginAuthentication, type Progress } from './authenticating.ts';
import { refusalOfOther } from './ownership.ts';

const LARGEST_RECEIVE_MAXIMUM = 65_535;
/** Limit of aliases that the broker sets on one connection, because it must remember their topics. */
const OWN_ALIASES = 32;
/** Maximum characters of a client identifier in MQTT 3.1 (3.1 there). */
const LONGEST_ID_MQTT_31 = 23;

/** Acceptance of a client, as the next task of the session of that name. */
export interface Entry {
  readonly owner: string;
  /** Returns whether the client was accepted; its connection may end before. */
  readonly enter: () => Steps<boolean>;
}

/**
 * Accepts the client or returns the refusal for `refuseConnect`. `later`: the host decides; `exchange`: AUTH
 * packets decide.
 */
export function receiveConnect(
  core: Core,
  connection: Connection,
  packet: ConnectPacket,
): Exclude<Progress, 'ok'> | 'later' | Entry {
  connection.introduced = { id: packet.clientId, userName: packet.userName };
  if (!isProtocolVersion(packet.protocolLevel)) return refuse(REASON.unsupportedVersion);
  setVersion(connection, packet.protocolLevel);
  takeClientLimits(core, connection, packet);
  const verdict = judge(core, connection, packet);
  if (verdict === 'later' || verdict === 'exchange') return verdict;
  return follow(core, connection, packet, verdict);
}

/** Applies the host's decision. */
export function follow(
  core: Core,
  connection: Connection,
  packet: ConnectPacket,
  verdict: Verdict | Admitted,
): Refusal | Entry {
  if (verdict !== 'ok' && 'reasonCode' in verdict) return verdict;
  if (verdict !== 'ok') connection.admitted = verdict;
  return acceptClient(core, connection, packet);
}

/** Continues after authentication: accepts the client, or refuses it for another reason. */
export function acceptClient(
  core: Core,
  connection: Connection,
  given: ConnectPacket,
): Refusal | Entry {
  const { admitted, authentication } = connection;
  const userName = authentication?.verifiedName ?? given.userName;
  const packet = userName === undefined ? given : { ...given, userName };
  const refusal = refusalOf(core, packet, admitted) ?? refusalOfOther(core, connection, packet);
  if (refusal !== undefined) return refusal;

  const name = admitted?.sessionName ?? packet.clientId;
  const client: Client = {
    id: name === '' ? assignedId(core) : core.ledger.names.kept(name),
    userName: packet.userName,
    version: connection.version,
    peer: connection.peer,
    ...(admitted && { admitted }),
  };
  const expiry = sessionExpiry(core, connection.version, packet);
  const keepAlive = keepAliveOf(core, connection.version, packet);
  const connack = {
    type: 'connack',
    sessionPresent: false,
    reasonCode: 0,
    properties:
      connection.version < 5
        ? []
        : [
            ...offers(core, packet, client, expiry, keepAlive),
            ...authenticationProperties(connection),
          ],
  } as const;
  const { link } = connection;
  if (!link.fits(connack)) return refuse(REASON.packetTooLarge);
  const will = admitted?.ignoresWill === true ? undefined : willOf(packet);
  const full = memoryShortage(core, client, will, core.sessions.get(client.id));
  if (full !== undefined) return overLimit('sessionBytes', REASON.quotaExceeded, full);
  const entrance = { packet, client, expiry, keepAlive, will, connack };
  return { owner: client.id, enter: () => enter(core, connection, entrance) };
}

interface Entrance {
  readonly packet: ConnectPacket;
  readonly client: Client;
  readonly expiry: number;
  readonly keepAlive: number;
  readonly will: Will | undefined;
  readonly connack: ConnackPacket;
}

function* enter(
  core: Core,
  connection: Connection,
  { packet, client, expiry, keepAlive, will, connack }: Entrance,
): Steps<boolean> {
  const { link, admitted } = connection;
  if (!link.isOpen) return false;
  // Another user may have taken the identifier while this client waited.
  const refusal = refusalOfOther(core, connection, packet);
  if (refusal !== undefined) {
    refuseConnect(connection, refusal);
    core.drop(link, refusal);
    return false;
  }
  const before = core.sessions.get(client.id);
  const older = before?.link;
  const inFlight = admitted?.inFlight ?? link.receiveMaximum;
  link.receiveMaximum = Math.min(link.receiveMaximum, inFlight);
  // Queued messages may have been meant for another user of that client identifier.
  if (before !== undefined) link.mayRead = core.readingRule(client);
  if (older !== undefined) {
    reportTakeOver(core, connection, client, before?.client.peer.address ?? '', older.id);
    yield* core.displace(older, refuse(REASON.sessionTakenOver, 'The client has connected anew.'));
  }
  const { cleanStart } = packet;
  const begun = yield* core.sessions.begin({ client, link, cleanStart, expiry, will });
  if (begun === undefined) return false;
  const { session, present } = begun;
  connection.session = session;
  connection.mayExtendSession = expiry > 0;
  connection.cleanStart = packet.cleanStart;
  connection.keepAlive = keepAlive;
  // MQTT 3.1 lacks the flag.
  link.send({ ...connack, sessionPresent: present && connection.version > 3 });
  core.events?.({
    kind: 'sign-in',
    ...partyOf(connection),
    version: connection.version,
    sessionPresent: present,
  });
  session.pump(core.timeSlice.now);
  return true;
}

function reportTakeOver(
  core: Core,
  connection: Connection,
  { id, userName }: Client,
  olderAddress: string,
  olderConnection: number,
): void {
  connection.introduced = { id, userName };
  core.events?.({ kind: 'take-over', ...partyOf(connection), olderConnection, olderAddress });
}

/** Sends CONNACK with the reason; the caller ends the connection. */
export function refuseConnect({ link, version }: Connection, refusal: Refusal): void {
  const reasonCode = version < 5 ? returnCodeFor(refusal) : fitting('connack', refusal.reasonCode);
  const properties = link.farewell(refusal);
  link.send({ type: 'connack', sessionPresent: false, reasonCode, properties });
}

/**
 * Answers a first packet that cannot be parsed. Before MQTT 5 only a wrong version and a wrong client
 * identifier have an answer [MQTT-3.1.2-2, MQTT-3.1.3-9]; otherwise the connection closes without one.
 */
export function refuseMalformedConnect(
  connection: Connection,
  bytes: Uint8Array,
  refusal: Refusal,
): void {
  const { name, version } = announcementOf(bytes);
  if (version === undefined) return;
  setVersion(connection, version);
  const isAnswered =
    (refusal.reasonCode === REASON.unsupportedVersion && PROTOCOL_NAMES.has(name)) ||
    refusal.reasonCode === REASON.clientIdentifierNotValid;
  if (version === 5 || isAnswered) refuseConnect(connection, refusal);
}

const PROTOCOL_NAMES: ReadonlySet<string | undefined> = new Set(['MQTT', 'MQIsdp']);

/**
 * Protocol name and version of a CONNECT, even a malformed one; version undefined for other packets. An
 * unknown level counts as 5 if the rest of the packet has the form of MQTT 5.
 */
function announcementOf(bytes: Uint8Array): {
  name: string | undefined;
  version: ProtocolVersion | undefined;
} {
  const start = headerLength(bytes);
  const nameLength = ((bytes[start] ?? 0) << 8) | (bytes[start + 1] ?? 0);
  const levelAt = start + 2 + nameLength;
  if (bytes[0] !== 0x10 || start === 0 || levelAt >= bytes.length) {
    return { name: undefined, version: undefined };
  }
  const name = decodeUtf8(bytes.subarray(start + 2, levelAt));
  const known = connectVersion(bytes);
  if (known !== undefined) return { name, version: known };
  const probe = bytes.slice();
  probe[levelAt] = 5;
  return { name, version: decode(probe, undefined, 'client').ok ? 5 : 4 };
}

function setVersion(connection: Connection, version: ProtocolVersion): void {
  connection.version = version;
  connection.link.version = version === 5 ? 5 : 4;
}

function takeClientLimits(core: Core, { link, version }: Connection, packet: ConnectPacket): void {
  if (version < 5) return;
  const { properties } = packet;
  const receiveMaximum = propertyValue(properties, 'receiveMaximum') ?? LARGEST_RECEIVE_MAXIMUM;
  link.receiveMaximum = Math.min(receiveMaximum, core.limits.inFlight);
  link.maximumPacketSize = propertyValue(properties, 'maximumPacketSize') ?? LARGEST_PACKET;
  const aliases = propertyValue(properties, 'topicAliasMaximum') ?? 0;
  link.topicAliasMaximum = Math.min(aliases, OWN_ALIASES);
  link.problemInformation = propertyValue(properties, 'requestProblemInformation') !== 0;
}

function judge(
  core: Core,
  connection: Connection,
  packet: ConnectPacket,
): Progress | Admitted | 'later' {
  const { isSurplus, peer, link } = connection;
  if (connection.isTrusted) return 'ok';
  // Connections that have not signed in do not count as clients.
  if (isSurplus || core.sessions.connected >= core.limits.connections)
    return overLimit('connections', REASON.quotaExceeded, 'All connections are in use.');
  const method = propertyValue(packet.properties, 'authenticationMethod');
  if (method !== undefined) return beginAuthentication(core, connection, packet, method);
  const { authenticate } = core.hooks;
  if (authenticate === undefined) return 'ok';
  return core.ask('authenticate', () => authenticate(packet, peer, link.id));
}

function refusalOf(
  { limits, sessions, keeper }: Core,
  packet: ConnectPacket,
  admitted: Admitted | undefined,
): Refusal | undefined {
  const { will, clientId } = packet;
  if (
    admitted === undefined &&
    packet.protocolLevel === 3 &&
    clientId.length > LONGEST_ID_MQTT_31
  ) {
    // A device of Alibaba's platform has its sign-in there, in any version.
    if (!isDeviceSignIn(clientId, packet.userName)) return refuse(REASON.clientIdentifierNotValid);
  }
  if (will !== undefined && admitted?.ignoresWill !== true) {
    if (will.qos > limits.maximumQoS) return refuse(REASON.qosNotSupported);
    if (will.retain && !limits.retainAvailable) return refuse(REASON.retainNotSupported);
  }
  if (keeper?.refusal !== undefined) return keeper.refusal;
  const name = admitted?.sessionName ?? clientId;
  if (sessions.size >= limits.sessions && sessions.get(name) === undefined) {
    return overLimit('sessions', REASON.quotaExceeded, 'All sessions are in use.');
  }
  return undefined;
}

/**
 * Returns why its session would take too much memory; undefined: it fits. An existing session needs memory
 * only for its will and user name. The sessions of another machine may hold only part of the free memory, so
 * a few greedy machines always leave some for the rest.
 */
function memoryShortage(
  { ledger }: Core,
  client: Client,
  will: Will | undefined,
  before: Session | undefined,
): string | undefined {
  const more = sessionSize(client, will) + (before === undefined ? textSize(client.id) : 0);
  const less = before === undefined ? 0 : sessionSize(before.client, before.will);
  const { sessions } = ledger.accounts;
  if (more <= less) return undefined;
  if (!sessions.fits(more - less)) return 'All memory for sessions and wills is in use.';
  const { machine } = client.peer;
  return machine === undefined || sessions.fits(more - less + ledger.shares.of(machine))
    ? undefined
    : 'Sessions and wills of this address hold as much as is left for all others.';
}

function assignedId({ random, sessions }: Core): string {
  for (;;) {
    const id = `auto-${random.hex(16)}`;
    if (sessions.get(id) === undefined) return id;
  }
}

/** Seconds. Before MQTT 5, a session that is not clean never expires. */
function sessionExpiry(core: Core, version: ProtocolVersion, packet: ConnectPacket): number {
  if (version < 5) return packet.cleanStart ? 0 : FOREVER;
  const wanted = propertyValue(packet.properties, 'sessionExpiryInterval') ?? 0;
  return Math.min(wanted, core.limits.maximumSessionExpiry);
}

/** Seconds; only MQTT 5 can announce a different value to the client (3.2.2.3.14). */
function keepAliveOf(core: Core, version: ProtocolVersion, { keepAlive }: ConnectPacket): number {
  const { serverKeepAlive } = core.limits;
  const isTooLong = keepAlive === 0 || keepAlive > serverKeepAlive;
  return version === 5 && serverKeepAlive > 0 && isTooLong ? serverKeepAlive : keepAlive;
}

function willOf({ will }: ConnectPacket): Will | undefined {
  if (will === undefined) return undefined;
  const { topic, payload, qos, retain } = will;
  const properties = will.properties.filter(({ name }) => name !== 'willDelayInterval');
  // The bytes belong to the packet; the will outlives it.
  const { payload: own, properties: ownProperties } = new Message(
    { topic, payload, qos, retain, properties },
    undefined,
    0,
  ).own();
  return {
    source: { topic, payload: own, qos, retain, properties: ownProperties },
    delay: propertyValue(will.properties, 'willDelayInterval') ?? 0,
  };
}

/** Topic prefix for answers to this client (3.2.2.3.15). */
function responseInformation(clientId: string): string {
  return `response/${clientId.replaceAll(/[+#/]/g, '_')}/`;
}

/** Properties of CONNACK for an MQTT 5 client, without default values. */
function offers(
  { limits }: Core,
  packet: ConnectPacket,
  client: Client,
  expiry: number,
  keepAlive: number,
): Property[] {
  const properties: Property[] = [];
  const wantedExpiry = propertyValue(packet.properties, 'sessionExpiryInterval') ?? 0;
  if (expiry !== wantedExpiry) properties.push({ name: 'sessionExpiryInterval', value: expiry });
  if (limits.receiveMaximum < LARGEST_RECEIVE_MAXIMUM) {
    properties.push({ name: 'receiveMaximum', value: limits.receiveMaximum });
  }
  const { maximumQoS, retainAvailable } = client.admitted ?? limits;
  if (maximumQoS < 2) properties.push({ name: 'maximumQoS', value: maximumQoS });
  if (!retainAvailable) properties.push({ name: 'retainAvailable', value: 0 });
  if (limits.maximumPacketSize < LARGEST_PACKET) {
    properties.push({ name: 'maximumPacketSize', value: limits.maximumPacketSize });
  }
  if (packet.clientId === '')
    properties.push({ name: 'assignedClientIdentifier', value: client.id });
  if (limits.topicAliasMaximum > 0) {
    properties.push({ name: 'topicAliasMaximum', value: limits.topicAliasMaximum });
  }
  if (propertyValue(packet.properties, 'requestResponseInformation') === 1) {
    properties.push({ name: 'responseInformation', value: responseInformation(client.id) });
  }
  if (!limits.wildcardSubscriptionAvailable) {
    properties.push({ name: 'wildcardSubscriptionAvailable', value: 0 });
  }
  if (!limits.subscriptionIdentifiersAvailable) {
    properties.push({ name: 'subscriptionIdentifiersAvailable', value: 0 });
  }
  if (!limits.sharedSubscriptionAvailable) {
    properties.push({ name: 'sharedSubscriptionAvailable', value: 0 });
  }
  if (keepAlive !== packet.keepAlive)
    properties.push({ name: 'serverKeepAlive', value: keepAlive });
  return properties;
}
