/**
 * Rules on sessions, on clients with the same identifier, and on the end of a connection (3.1.2, 3.1.4,
 * 3.2.2, 3.14).
 */
import type { DisconnectPacket, Sender } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import {
  isFailure,
  KEEP_ALIVE_TIMEOUT,
  SESSION_TAKEN_OVER,
} from '../../mqtt/tables/reasonCodes.ts';
import { CAME_BACK_AFTER } from '../disconnectCause/causeTimes.ts';
import { clipped, type Report, saidCode, typeOf } from '../findings/report.ts';
import { areOnOneHost } from '../streams/streamFacts.ts';
import { type Client, isAlive, recentTimes } from './memory/clientHistory.ts';
import type { StreamMemory } from './memory/streamMemory.ts';
import type { Moments, Rules } from './rule.ts';

const SECOND = 1_000_000;
/** µs by which a server's timer may be off. */
const EXPIRY_TOLERANCE = 2 * SECOND;
/** Number of connections of a client within this time that count as a reconnect storm. */
const STORM = { connections: 5, within: 10 * SECOND };
/** Number of takeovers within this time that show two clients with the same identifier. */
const CONTEST = { losses: 2, within: 60 * SECOND };
/** Number of short connections within this time. */
const SHORT = { connections: 3, lifetime: 5 * SECOND, within: 60 * SECOND };

/** µs; as in causes of ends. */
const BACK_AFTER = CAME_BACK_AFTER * 1000;
/** A takeover is counted once. */
const TAKEN_OVER = 'taken over';

/** Codes of DISCONNECT from the server that have their own rule; others are `server-disconnected`. */
const NAMED: ReadonlySet<number> = new Set([SESSION_TAKEN_OVER, KEEP_ALIVE_TIMEOUT, 0x9c, 0x9d]);

export const SESSIONS = {
  'session-present-after-clean-start': {
    severity: 'error',
    v4: '3.2.2-1',
    v5: '3.2.2-2',
    needs: ['client', 'server', 'beginning'],
    accepted({ sessionPresent }, connect, { stream: { version = 4 } }, _memory, report) {
      if (!sessionPresent || !connect.cleanStart || version === 3) return;
      report({ key: 'session-present', args: { version } }, { other: connect.packet });
    },
  },
  'session-lost': {
    severity: 'warn',
    v4: '3.2.2-3',
    v5: '3.2.2-5',
    needs: ['client', 'server', 'beginning'],
    clientAccepted({ session }, { sessionPresent }, { stream, time }, report) {
      const isNew = !sessionPresent && stream.connect?.cleanStart === false && stream.version !== 3;
      if (!isNew || session === undefined || !isAlive(session, time)) return;
      const finding = { key: 'session-gone', args: { stream: session.stream } } as const;
      report(finding, { other: session.connack });
    },
  },
  'session-not-kept': {
    severity: 'note',
    v5: '4.1.0-2',
    needs: ['client', 'server', 'beginning', 'end'],
    sessionNotKept({ facts: { ordinal: stream, connect }, expected }, report) {
      const missed = expected.filter(({ kind }) => kind === 'message' || kind === 'will').length;
      report({ key: 'session-not-kept', args: { stream, missed } }, { other: connect?.packet });
    },
  },
  'session-present-after-expiry': {
    severity: 'warn',
    v4: '3.1.2-6',
    v5: '4.1.0-2',
    needs: ['client', 'server', 'beginning', 'clock', 'end'],
    clientAccepted({ session }, { sessionPresent }, { stream, time }, report) {
      const endedAt = session?.endedAt;
      if (!sessionPresent || session === undefined || endedAt === undefined) return;
      const after = time - endedAt;
      const isOver = after > session.expiry + EXPIRY_TOLERANCE;
      if (!isOver || stream.connect?.cleanStart !== false || stream.version === 3) return;
      const args = { after, expiry: session.expiry };
      report({ key: 'session-expired', args }, { other: session.connack });
    },
  },
  'taken-over': {
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
    needs: ['server'],
    disconnect: endedWith([SESSION_TAKEN_OVER]),
  },
  'client-id-in-two-streams': {
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
    needs: ['client', 'server', 'beginning'],
    clientConnects(client, { time }, memory, report) {
      const before = openBefore(client, memory);
      if (before === undefined || isBack(before, memory, time)) return;
      const args = { client: clipped(client.id), stream: before.facts.ordinal };
      report({ key: 'connects-twice', args }, { other: before.facts.connect?.packet });
    },
  },
  'came-back-without-disconnect': {
    severity: 'note',
    v4: '3.14',
    v5: '3.14',
    needs: ['client', 'server', 'beginning', 'clock'],
    clientConnects(client, { time }, memory, report) {
      const before = openBefore(client, memory);
      if (before === undefined || !isBack(before, memory, time)) return;
      const { facts, lastOutTime } = before;
      const args = {
        client: clipped(client.id),
        stream: facts.ordinal,
        silence: time - lastOutTime,
      };
      report({ key: 'came-back', args }, { other: facts.connect?.packet });
    },
  },
  'client-id-in-two-tabs': {
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
    needs: ['client', 'beginning', 'app'],
    rival({ clientId }, report) {
      report({ key: 'in-another-tab', args: { client: clipped(clientId) || undefined } });
    },
  },
  'client-id-contested': {
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
    needs: ['client', 'server', 'beginning'],
    clientConnects(client, { time }, memory, report) {
      const before = openBefore(client, memory);
      if (before === undefined) return;
      // DISCONNECT 0x8E on the older connection is no takeover, either.
      if (isBack(before, memory, time)) before.isFirstReport(TAKEN_OVER);
      else takeAway(client, before, time, report);
    },
    clientTaken(client, { time }, memory, report) {
      takeAway(client, memory, time, report);
    },
  },
  'short-connections': {
    severity: 'warn',
    v4: '3.1.4',
    v5: '3.1.4',
    needs: ['client', 'server', 'beginning', 'end'],
    clientGone(client, { facts: { connack, disconnect }, causeOfEnd }, end, report) {
      const cause = causeOfEnd?.()?.key;
      // A client that left before CONNACK came has a reason of its own.
      const isOther = cause === 'on-purpose' || cause === 'no-connack';
      const isSudden = connack?.code === 0 && disconnect === undefined && !isOther;
      if (!isSudden || end - connack.time > SHORT.lifetime) return;
      client.shortEnds = [...recentTimes(client.shortEnds, end, SHORT.within), end];
      const times = client.shortEnds.length;
      if (times < SHORT.connections) return;
      const args = { client: clipped(client.id), times, within: SHORT.lifetime };
      report({ key: 'ended-soon-often', args });
      client.shortEnds = [];
    },
  },
  'reconnect-storm': {
    severity: 'warn',
    v4: '3.1.4',
    v5: '3.1.4',
    needs: ['client', 'beginning'],
    clientConnects(client, { time }, { facts: { ordinal: stream } }, report) {
      const earlier = client.connects.filter((one) => time - one.time <= STORM.within);
      // Exact size: a spread reserves 17 entries.
      client.connects = earlier.concat({ stream, time });
      const times = client.connects.length;
      if (times < STORM.connections) return;
      const within = time - (client.connects[0]?.time ?? time);
      report({ key: 'connected-often', args: { client: clipped(client.id), times, within } });
      client.connects = [];
    },
  },
  'client-reported-error': {
    severity: 'warn',
    v5: '3.14.2.1',
    needs: ['client'],
    disconnect(disconnect, { direction }, report) {
      if (direction === 'out' && isFailure(disconnect.reasonCode)) {
        reportEnded('client', disconnect, report);
      }
    },
  },
  'session-expiry-raised': {
    severity: 'error',
    v5: '3.14.2.2.2',
    needs: ['client', 'beginning'],
    disconnect({ properties }, { direction, stream: { connect } }, report) {
      const expiry = propertyValue(properties, 'sessionExpiryInterval') ?? 0;
      if (direction === 'in' || expiry === 0 || connect?.sessionExpiry !== 0) return;
      report({ key: 'session-expiry-raised', args: { expiry } }, { other: connect.packet });
    },
  },
  'sends-after-disconnect': {
    severity: 'error',
    v4: '3.14.4-2',
    v5: '3.14.4-1',
    needs: ['client'],
    afterDisconnect({ bytes, stream: { disconnect } }, memory, report) {
      if (!memory.isFirstReport('after-disconnect')) return;
      const args = { type: typeOf(bytes) };
      report({ key: 'after-disconnect', args }, { other: disconnect?.packet });
    },
  },
  'closed-without-disconnect': {
    severity: 'note',
    v4: '3.14',
    v5: '3.14',
    needs: ['client', 'server', 'end', 'absence'],
    lost({ facts, hasToEnd, causeOfEnd, lastPacket: packet }, time, isWillDue, report) {
      if (isWillDue || facts.disconnect !== undefined || hasToEnd) return;
      const args = { cause: causeOfEnd?.() };
      if (args.cause?.key === 'on-purpose') return;
      report({ key: 'closed-without-disconnect', args }, { packet, time });
    },
  },
  'will-due': {
    severity: 'warn',
    v4: '3.1.2-8',
    v5: '3.1.2-8',
    needs: ['client', 'server', 'beginning', 'end', 'absence'],
    lost({ facts, notes, causeOfEnd, lastPacket: packet }, time, isWillDue, report) {
      if (!isWillDue || notes?.will === undefined) return;
      const isByServer = facts.disconnect !== undefined;
      const ending = isByServer ? 'by-server' : 'without-disconnect';
      const cause = isByServer ? undefined : causeOfEnd?.();
      const finding = {
        key: 'will-due',
        args: { topic: clipped(notes.will.topic), ending, cause },
      } as const;
      report(finding, { packet, time, other: facts.connect?.packet });
    },
    willDue({ topic, endedAt, stream }, now, report) {
      const args = { topic: clipped(topic), after: now - endedAt };
      report({ key: 'delayed-will-due', args }, { other: stream.connect?.packet });
    },
  },
  'server-disconnected': {
    severity: 'warn',
    v5: '3.14.2.1',
    needs: ['server'],
    disconnect(disconnect, { direction }, report) {
      if (direction === 'out' || NAMED.has(disconnect.reasonCode ?? 0)) return;
      reportEnded('server', disconnect, report);
    },
  },
  'server-keep-alive-timeout': {
    severity: 'warn',
    v5: '3.1.2-22',
    needs: ['server'],
    disconnect: endedWith([KEEP_ALIVE_TIMEOUT]),
  },
} satisfies Rules;

/** Another open connection of the same client, as far as known. */
function openBefore({ current: rival }: Client, memory: StreamMemory): StreamMemory | undefined {
  if (rival === undefined || rival === memory || rival.isClosed) return undefined;
  const { connack, disconnect } = rival.facts;
  if (connack?.code !== 0 || disconnect !== undefined) return undefined;
  // It is about to end for another reason, or has sent packets that are not known.
  return rival.isDoubtful ? undefined : rival;
}

/**
 * True if the client itself is back: from the same host, with the same will, after a silence on its older
 * connection.
 */
const isBack = (before: StreamMemory, memory: StreamMemory, time: number): boolean =>
  time - before.lastOutTime >= BACK_AFTER &&
  before.notes?.will?.topic === memory.notes?.will?.topic &&
  areOnOneHost(before.facts.client, memory.facts.client);

/** If both connections are captured, the new CONNECT reveals the takeover before the server does. */
function takeAway(client: Client, taken: StreamMemory, time: number, report: Report): void {
  if (!taken.isFirstReport(TAKEN_OVER)) return;
  client.takeovers = [...recentTimes(client.takeovers, time, CONTEST.within), time];
  const times = client.takeovers.length;
  if (times < CONTEST.losses) return;
  report({ key: 'taken-over-often', args: { client: clipped(client.id), times } });
  client.takeovers = [];
}

/** DISCONNECT from the server with one of these codes. */
export function endedWith(codes: readonly number[]): Moments['disconnect'] {
  return (disconnect, { direction }, report) => {
    const isOne = codes.includes(disconnect.reasonCode ?? 0);
    if (direction === 'in' && isOne) reportEnded('server', disconnect, report);
  };
}

function reportEnded(
  by: Sender,
  { reasonCode: code = 0, properties }: DisconnectPacket,
  report: Report,
): void {
  const said = saidCode({ packet: 'disconnect', version: 5, code }, properties);
  report({ key: 'connection-ended', args: { by, said } });
}
