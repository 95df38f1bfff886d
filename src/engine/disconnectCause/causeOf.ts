/** Why a connection ended: the strongest evidence first, of what was said, what was not, and the transport last. */
import { decode } from '../../mqtt/codec/decode.ts';
import { httpBeginning } from '../../mqtt/framing/httpBeginning.ts';
import { isTlsRecord, otherProtocol } from '../../mqtt/framing/otherProtocol.ts';
import { otherSide } from '../../mqtt/tables/otherSide.ts';
import type { PacketType, ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { KEEP_ALIVE_TIMEOUT } from '../../mqtt/tables/reasonCodes.ts';
import { AT_ONCE, KEEP_ALIVE_FROM, mayCountWholePackets, seconds } from './causeTimes.ts';
import { type ConnectionWatch, topicOf } from './connectionWatch.ts';
import type { EndCause } from './endCauses.ts';
import type { SentPacket } from './receiver.ts';
import type { WebSocketFault } from './webSocketFaults.ts';

/** What whoever stood between saw of the transport's end. */
export interface TransportEnd {
  /** Who ended it first. */
  readonly by: Sender;
  readonly how: 'closed' | 'reset' | 'silent' | 'websocket' | 'failed';
  /** Of a WebSocket. */
  readonly code?: number;
  /** Of a WebSocket, or of the system. */
  readonly reason?: string;
  /** What was wrong with a frame of its WebSocket: whoever stands between has ended it. */
  readonly fault?: WebSocketFault;
  /** Of TLS, after the handshake: the last word of whoever ended it. */
  readonly alert?: string;
  /** ms. */
  readonly time: number;
  /** Another connection with the same client identifier has sent its CONNECT since: from where, and when. */
  readonly rival?: { readonly address: string; readonly time: number };
}

/** ms between a CONNECT elsewhere and the end here. */
const RIVAL_WITHIN = 5000;
/** ms after which a receiver has put up with a packet. */
const TOLERATED = 5000;
/** ms after which a question without an answer is a reason to leave. */
const IMPATIENT = 900;
const NORMAL_CLOSURE = 1000;
const NO_STATUS = 1005;

type Step = (watch: ConnectionWatch, end: TransportEnd) => EndCause | undefined;

/** As causes name it; of an unknown one what most clients speak. */
export const named = (version: ProtocolVersion | undefined): '3' | '4' | '5' =>
  version === 5 ? '5' : version === 3 ? '3' : '4';

/** Of the side's whole last packet, or of the one that has begun. */
const lastType = (watch: ConnectionWatch, sender: Sender): PacketType | undefined =>
  watch.last[sender]?.type;

/** Time of the last bytes of either side. */
const lastHeard = ({ heard, opened }: ConnectionWatch): number =>
  Math.max(heard.client ?? opened, heard.server ?? opened);

/** The last packet of the two. */
function lastOf(watch: ConnectionWatch): SentPacket | undefined {
  const { client, server } = watch.last;
  if (client === undefined || server === undefined) return client ?? server;
  return client.time > server.time ? client : server;
}

/** What the first bytes look like. */
function notMqtt(watch: ConnectionWatch, { by }: TransportEnd): EndCause | undefined {
  const first = watch.first.client;
  const { isLost } = watch.heads.client;
  if (first.length === 0) return undefined;
  const hex = [...first.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const told = (what: 'tls' | 'http' | 'packet' | 'other'): EndCause => ({
    key: 'not-mqtt',
    args: { by, what, first: hex },
  });
  if (isTlsRecord(first)) return told('tls');
  if (httpBeginning(first) === 'request') return told('http');
  if (first[0] === 0x10) return undefined;
  return told(isLost || packetTypeOf(first[0] ?? 0) === undefined ? 'other' : 'packet');
}

/** What the port behind speaks in place of MQTT. */
function noBroker(watch: ConnectionWatch, { by }: TransportEnd): EndCause | undefined {
  const other = otherProtocol(watch.first.server);
  return other && { key: 'no-broker', args: { by, ...other } };
}

/** A packet of which its receiver has said before that it takes none such. */
function tooMuch({ receivers, heads }: ConnectionWatch, { by, time }: TransportEnd) {
  const sender = otherSide(by);
  const tooLarge = (type: PacketType, size: number, maximum: number): EndCause => ({
    key: 'too-large',
    args: { sender, type, size, maximum, by },
  });
  // Its size is told at its beginning, and the rest is not waited for.
  const { first = 0, size = 0 } = heads[sender].unfinished ?? {};
  const begun = packetTypeOf(first);
  const { maximumPacketSize: largest = size, excess } = receivers[by];
  if (begun !== undefined && size > largest) return tooLarge(begun, size, largest);
  if (excess === undefined || time - excess.time > TOLERATED) return undefined;
  const { limit, type, sent, maximum } = excess;
  return limit === 'packet-size'
    ? tooLarge(type, sent, maximum)
    : ({ key: 'beyond-limit', args: { by, sender, type, limit, sent, maximum } } as const);
}

/** A packet that its receiver must refuse. */
function malformed(watch: ConnectionWatch, { by, time }: TransportEnd): EndCause | undefined {
  for (const sender of ['client', 'server'] as const) {
    // Whoever sent it does not take offence.
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

const isToldOfSilence = ({ goodbye }: ConnectionWatch): boolean =>
  goodbye?.sender === 'server' && goodbye.code === KEEP_ALIVE_TIMEOUT;

/** Its bytes kept coming, and it was not whole: a broker that counts packets has heard nothing [MQTT-3.1.2-22]. */
function slowPacket(watch: ConnectionWatch, { time }: TransportEnd): EndCause | undefined {
  const { heads, keepAlive, heard, last, version } = watch;
  const begun = heads.client.unfinished;
  const type = begun && packetTypeOf(begun.first);
  if (begun === undefined || begun.size === 0 || type === undefined) return undefined;
  const since = time - (last.client?.time ?? time);
  const silent = time - (heard.client ?? time);
  const isSilence = silent >= keepAlive * 1000 * KEEP_ALIVE_FROM;
  if (isSilence || !mayCountWholePackets(since, keepAlive, isToldOfSilence(watch)))
    return undefined;
  const { size } = begun;
  const args = { type, size, keepAlive, after: seconds(since), version: named(version) };
  return { key: 'slow-packet', args };
}

/** TLS 1.3 tells a client after its handshake that its certificate is missing or not accepted. */
function tlsAlert(_watch: ConnectionWatch, { by, alert }: TransportEnd): EndCause | undefined {
  if (alert === undefined) return undefined;
  return by === 'server'
    ? { key: 'line-failed', args: { failure: { key: 'tls-alert', args: { alert } } } }
    : { key: 'tls-failed', args: { why: 'alert', detail: alert } };
}

function denied(watch: ConnectionWatch, { by, time }: TransportEnd): EndCause | undefined {
  const { denial, goodbye, version } = watch;
  if (by !== 'client' || denial === undefined || time - denial.time >= AT_ONCE) return undefined;
  const { answer, code } = denial;
  const isOrderly = goodbye !== undefined;
  const after = seconds(time - denial.time);
  return { key: 'denied', args: { answer, code, version: named(version), isOrderly, after } };
}

const STEPS: readonly Step[] = [
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
      ? { key: 'refused', args: { ...connack, version: named(version) } }
      : undefined,
  (watch, end) => (isToldOfSilence(watch) ? slowPacket(watch, end) : undefined),
  ({ goodbye }) =>
    goodbye?.sender === 'server'
      ? { key: 'server-disconnect', args: { code: goodbye.code, reason: goodbye.reason } }
      : undefined,
  denied,
  ({ goodbye, version, willAfter }) =>
    goodbye?.sender === 'client'
      ? {
          key: 'client-disconnect',
          args: {
            code: goodbye.code,
            reason: goodbye.reason,
            version: named(version),
            // In peace the broker forgets it [MQTT-3.14.4-3].
            willAfter: goodbye.code === 0 ? undefined : willAfter,
          },
        }
      : undefined,
  tooMuch,
  ({ connects, version }, { by }) =>
    connects > 1 && by === 'server'
      ? { key: 'second-connect', args: { by, version: named(version) } }
      : undefined,
  malformed,
  ({ version }, { by, rival, time }) =>
    by === 'server' && rival !== undefined && time - rival.time < RIVAL_WITHIN
      ? { key: 'taken-over', args: { version: named(version), address: rival.address } }
      : undefined,
  ({ connack, connected }, { by, how, time }) =>
    connack === undefined && connected !== undefined
      ? {
          key: 'no-connack',
          args: { by, after: seconds(time - connected), isReset: how === 'reset' },
        }
      : undefined,
  ({ keepAlive, heard, version }, { by, time }) => {
    const silent = (time - (heard.client ?? time)) / 1000;
    return by === 'server' && keepAlive > 0 && silent >= keepAlive * KEEP_ALIVE_FROM
      ? {
          key: 'keep-alive',
          args: { keepAlive, silent: seconds(silent * 1000), version: named(version) },
        }
      : undefined;
  },
  (watch, end) => (end.by === 'server' ? slowPacket(watch, end) : undefined),
  (watch, { by, how }) => {
    for (const sender of ['client', 'server'] as const) {
      const cut = watch.heads[sender].unfinished;
      if (cut === undefined) continue;
      const type = packetTypeOf(cut.first);
      return { key: 'cut-off', args: { by, sender, type, isReset: how === 'reset' } };
    }
    return undefined;
  },
  ({ pinged }, { by, time }) =>
    by === 'client' && pinged !== undefined && time - pinged >= IMPATIENT
      ? { key: 'no-pingresp', args: { after: seconds(time - pinged) } }
      : undefined,
  ({ awaited }, { by, time }) => {
    const [oldest] = awaited.values();
    return by === 'client' && oldest !== undefined && time - oldest.time >= IMPATIENT
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
  ({ last, version, awaited }, { by, time }) => {
    const { client, server } = last;
    const isLast = client !== undefined && client.time >= (server?.time ?? 0);
    const isBlamed = client?.type === 'publish' || client?.type === 'subscribe';
    return by === 'server' &&
      isLast &&
      isBlamed &&
      client.type !== undefined &&
      time - client.time < AT_ONCE &&
      (awaited.size > 0 || client.type === 'publish')
      ? {
          key: 'after-packet',
          args: { type: client.type, topic: topicOf(client), version: named(version) },
        }
      : undefined;
  },
  (watch, { by, how, code = 0, reason = '' }) =>
    how === 'websocket' && code !== NORMAL_CLOSURE && code !== NO_STATUS
      ? { key: 'websocket', args: { by, code, reason, last: lastType(watch, by) } }
      : undefined,
  (watch, { by, how, time }) =>
    how === 'reset'
      ? {
          key: 'reset',
          args: { by, last: lastOf(watch)?.type, after: seconds(time - lastHeard(watch)) },
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
      version: named(watch.version),
      willAfter: watch.willAfter,
    },
  };
}
