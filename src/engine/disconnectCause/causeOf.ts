/**
 * Finds why a connection ended. The strongest evidence is tried first: packets, then missing packets, then
 * the transport.
 */

import { decode } from '../../mqtt/codec/decode.ts';
import { qosIn } from '../../mqtt/framing/firstBytes.ts';
import { MASK } from '../../mqtt/framing/masking.ts';
import { httpBeginning, isTlsRecord, otherProtocol } from '../../mqtt/framing/otherProtocol.ts';
import {
  otherSide,
  type PacketType,
  type ProtocolVersion,
  type Sender,
} from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { KEEP_ALIVE_TIMEOUT } from '../../mqtt/tables/reasonCodes.ts';
import type { EndCause } from '../endCauses/endCauses.ts';
import type { WebSocketError } from '../endCauses/webSocketErrors.ts';
import { quotedPeer } from '../log/columns/peerText.ts';
import {
  AT_ONCE,
  CAME_BACK_AFTER,
  hundredths,
  KEEP_ALIVE_FROM,
  mayCountWholePackets,
  seconds,
} from './causeTimes.ts';
import type { ConnectionWatch } from './connectionWatch.ts';
import { messageBeforeEnd, messageCutBy, topicsOf } from './lastTopics.ts';
import type { SentPacket } from './receiver.ts';

/** A connection with the same client identifier. Its time is that of its CONNECT, ms. */
interface Rival {
  readonly address: string | undefined;
  readonly time: number;
  /** It comes from the host of this connection's client. */
  readonly isSameHost?: boolean;
}

/** The end of a transport connection, as seen by a relay between the two sides. */
export interface TransportEnd {
  /** The side that ended it first. */
  readonly by: Sender;
  readonly how: 'closed' | 'reset' | 'silent' | 'websocket' | 'failed';
  /** WebSocket close code. */
  readonly code?: number;
  /** ms since a WebSocket ping of the other side that got no pong. */
  readonly ping?: number | undefined;
  /** Reason from the WebSocket or the system. */
  readonly reason?: string;
  /** Error in a WebSocket frame that made the relay end the connection. */
  readonly fault?: WebSocketError;
  /** TLS alert after the handshake, from the side that ended it. */
  readonly alert?: string;
  /** ms. */
  readonly time: number;
  readonly rival?: Rival;
}

/** Maximum time between that CONNECT and the end of this connection, ms. */
const RIVAL_WITHIN = 5000;
/** Time after which a receiver has tolerated a packet, ms. */
const TOLERATED = 5000;
/** Time after which a missing answer is a reason to leave, ms. */
const ANSWER_WAIT = 900;
/** Silence after which mappings of a NAT or firewall may be lost, ms. */
const LONG_SILENCE = 10_000;
const NORMAL_CLOSURE = 1000;
/** Close code of a WebSocket without one (RFC 6455, 7.1.5). */
export const NO_STATUS = 1005;
/** Close codes that name no cause: normal, going away, none, no closing handshake (RFC 6455, 7.4.1). */
const USUAL_CODES: ReadonlySet<number> = new Set([NORMAL_CLOSURE, 1001, NO_STATUS, 1006]);

type Step = (watch: ConnectionWatch, end: TransportEnd) => EndCause | undefined;

/** The version in causes. MQTT 3.1.1 is assumed if it is unknown, because most clients use it. */
export const versionKey = (version: ProtocolVersion | undefined): '3' | '4' | '5' =>
  version === 5 ? '5' : version === 3 ? '3' : '4';

/** Type of the side's last complete packet, or of the incomplete one. */
const lastType = (watch: ConnectionWatch, sender: Sender): PacketType | undefined =>
  watch.last[sender]?.type;

/** Time of the last bytes of either side. */
const lastHeard = ({ heard, opened }: ConnectionWatch): number =>
  Math.max(heard.client ?? opened, heard.server ?? opened);

function afterPacket(
  packet: SentPacket,
  type: PacketType,
  known: ProtocolVersion | undefined,
): EndCause {
  const [topic, version] = [topicsOf(packet, known), versionKey(known)];
  const qos = qosIn(packet.head[0] ?? 0);
  return type === 'publish' && qos === 2
    ? { key: 'after-qos2', args: { topic, version } }
    : { key: 'after-packet', args: { type, topic, version } };
}

/** True if the broker has accepted such a packet on the connection. */
function wasTolerated(packet: SentPacket, { lately, version }: ConnectionWatch): boolean {
  const { type, size, time } = packet;
  const topics = topicsOf(packet, version);
  return lately.client.some(
    (one) =>
      one.type === type &&
      one.size >= size &&
      time - one.time >= TOLERATED &&
      qosIn(one.head[0] ?? 0) === qosIn(packet.head[0] ?? 0) &&
      topicsOf(one, version) === topics,
  );
}

/** The last packet of both sides. */
function lastOf(watch: ConnectionWatch): SentPacket | undefined {
  const { client, server } = watch.last;
  if (client === undefined || server === undefined) return client ?? server;
  return client.time > server.time ? client : server;
}

/** The protocol that the first bytes belong to, if it is not MQTT. */
function notMqtt(watch: ConnectionWatch, { by }: TransportEnd): EndCause | undefined {
  const first = watch.first.client;
  const { isLost } = watch.heads.client;
  if (first.length === 0) return undefined;
  const hex = [...first.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const found = (what: 'tls' | 'http' | 'packet' | 'other'): EndCause => ({
    key: 'not-mqtt',
    args: { by, what, first: hex },
  });
  if (isTlsRecord(first)) return found('tls');
  if (httpBeginning(first) === 'request') return found('http');
  if (first[0] === 0x10) return undefined;
  return found(isLost || packetTypeOf(first[0] ?? 0) === undefined ? 'other' : 'packet');
}

/** The protocol that the broker's port speaks instead of MQTT. */
function noBroker(watch: ConnectionWatch, { by }: TransportEnd): EndCause | undefined {
  const other = otherProtocol(watch.first.server);
  return other && { key: 'no-broker', args: { by, ...other } };
}

/** Type of an incomplete packet; undefined for overwritten bytes, which have none. */
const typeBegun = (first: number): PacketType | undefined =>
  first === MASK ? undefined : packetTypeOf(first);

/** A packet that exceeds a limit announced by its receiver. */
function aboveLimit({ receivers, heads }: ConnectionWatch, { by, time }: TransportEnd) {
  const sender = otherSide(by);
  const tooLarge = (type: PacketType, size: number, maximum: number): EndCause => ({
    key: 'too-large',
    args: { sender, type, size, maximum, by },
  });
  // The header shows the size, and the receiver does not wait for the rest.
  const { first = 0, size = 0 } = heads[sender].unfinished ?? {};
  const begun = typeBegun(first);
  const { maximumPacketSize: largest = size, excess } = receivers[by];
  if (begun !== undefined && size > largest) return tooLarge(begun, size, largest);
  if (excess === undefined || time - excess.time > TOLERATED) return undefined;
  const { limit, type, sent, maximum } = excess;
  return limit === 'packet-size'
    ? tooLarge(type, sent, maximum)
    : ({ key: 'beyond-limit', args: { by, sender, type, limit, sent, maximum } } as const);
}

/** A packet that its receiver must reject. */
function malformed(watch: ConnectionWatch, { by, time }: TransportEnd): EndCause | undefined {
  for (const sender of ['client', 'server'] as const) {
    // The sender does not reject its own packet.
    if (sender === by) continue;
    if (watch.heads[sender].isLost) {
      return { key: 'malformed', args: { sender, type: undefined, statement: 'MQTT-1.5.5', by } };
    }
    for (const packet of watch.lately[sender]) {
      const isRecent = packet === watch.last[sender] || time - packet.time < AT_ONCE;
      if (!isRecent || packet.head.length < packet.size) continue;
      const decoded = decode(packet.head, watch.version, sender);
      if (decoded.ok) continue;
      const { statement } = decoded.problem;
      return { key: 'malformed', args: { sender, type: packet.type, statement, by } };
    }
  }
  return undefined;
}

const namesKeepAlive = ({ disconnect }: ConnectionWatch): boolean =>
  disconnect?.sender === 'server' && disconnect.code === KEEP_ALIVE_TIMEOUT;

/**
 * A packet whose bytes kept arriving without completing it. A broker that counts whole packets has received
 * nothing [MQTT-3.1.2-22].
 */
function slowPacket(watch: ConnectionWatch, { time }: TransportEnd): EndCause | undefined {
  const { heads, keepAlive, heard, last, version } = watch;
  const begun = heads.client.unfinished;
  const type = begun && typeBegun(begun.first);
  if (begun === undefined || begun.size === 0 || type === undefined) return undefined;
  const since = time - (last.client?.time ?? time);
  const silent = time - (heard.client ?? time);
  const isSilence = silent >= keepAlive * 1000 * KEEP_ALIVE_FROM;
  if (isSilence || !mayCountWholePackets(since, keepAlive, namesKeepAlive(watch))) return undefined;
  const { size } = begun;
  const args = { type, size, keepAlive, after: seconds(since), version: versionKey(version) };
  return { key: 'slow-packet', args };
}

/** In TLS 1.3 a server rejects a missing or invalid client certificate after the client's handshake. */
function tlsAlert(_watch: ConnectionWatch, { by, alert }: TransportEnd): EndCause | undefined {
  if (alert === undefined) return undefined;
  return by === 'server'
    ? { key: 'line-failed', args: { failure: { key: 'tls-alert', args: { alert } } } }
    : { key: 'tls-failed', args: { why: 'alert', detail: alert } };
}

function denied(watch: ConnectionWatch, end: TransportEnd): EndCause | undefined {
  const { denial, disconnect, version } = watch;
  const { by, time } = end;
  if (by !== 'client' || denial === undefined || time - denial.time >= AT_ONCE) return undefined;
  // A client has to leave after a breach of its limits, and may continue after a refusal.
  if (aboveLimit(watch, end) !== undefined) return undefined;
  const { answer, code } = denial;
  const isOrderly = disconnect !== undefined;
  const after = seconds(time - denial.time);
  return { key: 'denied', args: { answer, code, version: versionKey(version), isOrderly, after } };
}

function takenOver(
  { version: known, heard, last }: ConnectionWatch,
  { by, rival, time }: TransportEnd,
): EndCause | undefined {
  if (by !== 'server' || rival === undefined) return undefined;
  const { address, isSameHost, time: connected } = rival;
  if (!isBefore(connected, time, RIVAL_WITHIN)) return undefined;
  const silence = connected - (heard.client ?? connected);
  // Without a packet that was read back, the silence is not known.
  const isKnown = isSameHost === true && last.client !== undefined;
  const isBack = isKnown && silence >= CAME_BACK_AFTER;
  const silent = isBack ? seconds(silence) : undefined;
  return { key: 'taken-over', args: { version: versionKey(known), address, silent } };
}

const byCloseFrame: Step = (watch, { by, code = 0, reason = '', ping }) => ({
  key: 'websocket',
  args: { by, code, reason: quotedPeer(reason), last: lastType(watch, by), ping },
});

const STEPS: readonly Step[] = [
  (watch, end) =>
    end.how === 'websocket' && !USUAL_CODES.has(end.code ?? NO_STATUS)
      ? byCloseFrame(watch, end)
      : undefined,
  tlsAlert,
  (_watch, { by, fault }) =>
    fault === undefined ? undefined : { key: 'bad-websocket', args: { by, fault } },
  ({ heard, opened }, { by, how, time }) =>
    heard.client === undefined && how !== 'failed'
      ? { key: 'said-nothing', args: { by, after: seconds(time - opened) } }
      : undefined,
  notMqtt,
  noBroker,
  ({ connack, version }) =>
    connack !== undefined && connack.code !== 0
      ? { key: 'refused', args: { ...connack, version: versionKey(version) } }
      : undefined,
  (watch, end) => (namesKeepAlive(watch) ? slowPacket(watch, end) : undefined),
  ({ disconnect }) =>
    disconnect?.sender === 'server'
      ? { key: 'server-disconnect', args: { code: disconnect.code, reason: disconnect.reason } }
      : undefined,
  denied,
  ({ disconnect, version, willAfter }) =>
    disconnect?.sender === 'client'
      ? {
          key: 'client-disconnect',
          args: {
            code: disconnect.code,
            reason: disconnect.reason,
            version: versionKey(version),
            // The broker discards the will after a normal DISCONNECT [MQTT-3.14.4-3].
            willAfter: disconnect.code === 0 ? undefined : willAfter,
          },
        }
      : undefined,
  aboveLimit,
  ({ connects, version }, { by }) =>
    connects > 1 && by === 'server'
      ? { key: 'second-connect', args: { by, version: versionKey(version) } }
      : undefined,
  malformed,
  takenOver,
  ({ connack, connected, connackLate, last }, { by, how, time }) => {
    if (connack !== undefined || connected === undefined) return undefined;
    const isLate = by === 'client' && connackLate !== undefined;
    // A client that has sent more did not wait for it.
    if (isLate && last.client?.type !== 'connect') return undefined;
    const late = isLate ? hundredths(connackLate) : undefined;
    const after = hundredths(time - connected);
    return { key: 'no-connack', args: { by, after, isReset: how === 'reset', late } };
  },
  ({ keepAlive, heard, version }, { by, time }) => {
    const silent = (time - (heard.client ?? time)) / 1000;
    return by === 'server' && keepAlive > 0 && silent >= keepAlive * KEEP_ALIVE_FROM
      ? {
          key: 'keep-alive',
          args: { keepAlive, silent: seconds(silent * 1000), version: versionKey(version) },
        }
      : undefined;
  },
  (watch, end) => (end.by === 'server' ? slowPacket(watch, end) : undefined),
  // The rest of a broker's packet may be missing because the broker has stopped.
  ({ pinged, heads }, { by, time }) =>
    by === 'client' &&
    pinged !== undefined &&
    time - pinged >= ANSWER_WAIT &&
    !heads.client.unfinished
      ? { key: 'no-pingresp', args: { after: seconds(time - pinged) } }
      : undefined,
  (watch, { by, how }) => {
    for (const sender of ['client', 'server'] as const) {
      const cut = watch.heads[sender].unfinished;
      if (cut === undefined) continue;
      const type = typeBegun(cut.first);
      const message = sender === 'server' ? messageCutBy(by, watch) : undefined;
      return { key: 'cut-off', args: { by, sender, type, isReset: how === 'reset', message } };
    }
    return undefined;
  },
  ({ awaited }, { by, time }) => {
    const [oldest] = awaited.values();
    return by === 'client' && oldest !== undefined && time - oldest.time >= ANSWER_WAIT
      ? {
          key: 'no-answer',
          args: {
            type: oldest.type,
            packetId: oldest.packetId,
            after: seconds(time - oldest.time),
          },
        }
      : undefined;
  },
  (watch, { by, how, time }) => {
    const { last, version, awaited } = watch;
    const { client, server } = last;
    // A reset after a silence is that of a lost mapping of a NAT or firewall.
    if (how === 'reset' && watch.silence >= LONG_SILENCE) return undefined;
    const isLast = client !== undefined && (server === undefined || client.time >= server.time);
    const isBlamed = client?.type === 'publish' || client?.type === 'subscribe';
    return by === 'server' &&
      isLast &&
      isBlamed &&
      client.type !== undefined &&
      time - client.time < AT_ONCE &&
      (awaited.size > 0 || client.type === 'publish') &&
      !wasTolerated(client, watch)
      ? afterPacket(client, client.type, version)
      : undefined;
  },
  (watch, end) => {
    const { how, code = 0, reason = '', ping } = end;
    const isTold =
      ping !== undefined || reason !== '' || ![NORMAL_CLOSURE, NO_STATUS].includes(code);
    return how === 'websocket' && isTold ? byCloseFrame(watch, end) : undefined;
  },
  (watch, { by, how, time }) =>
    how === 'reset'
      ? {
          key: 'reset',
          args: {
            by,
            last: lastOf(watch)?.type,
            after: seconds(time - lastHeard(watch)),
            message: messageBeforeEnd(watch, { by, time }),
          },
        }
      : undefined,
  (watch, { by, how, time }) =>
    how === 'silent'
      ? { key: 'network-silent', args: { by, after: seconds(time - lastHeard(watch)) } }
      : undefined,
  (_watch, { by, how, reason = '' }) =>
    how === 'failed' ? { key: 'transport-failed', args: { by, reason } } : undefined,
];

export function causeOf(watch: ConnectionWatch, end: TransportEnd): EndCause {
  for (const step of STEPS) {
    const cause = step(watch, end);
    if (cause !== undefined) return cause;
  }
  return {
    key: 'closed',
    args: {
      by: end.by,
      last: lastOf(watch)?.type,
      after: seconds(end.time - lastHeard(watch)),
      version: versionKey(watch.version),
      willAfter: watch.willAfter,
      message: messageBeforeEnd(watch, end),
    },
  };
}

/** True if `first` is earlier, but no more than `most` ms. */
const isBefore = (first: number, second: number, most: number): boolean =>
  first <= second && second - first < most;
