/** How a connection ends (3.14, 3.1.2.5). */
import type { DisconnectPacket } from '../../mqtt/packet.ts';
import { propertyValue } from '../../mqtt/properties.ts';
import type { ConversationRuleId } from '../rules/rules.ts';
import type { DelayedWills } from './delayedWills.ts';
import { judgeKeepAliveAtEnd } from './keepAlive.ts';
import { clipped, type Say, saidCode } from './say.ts';
import type { SeenPacket } from './seenPacket.ts';
import type { PendingRequest, SessionMemory } from './sessionMemory.ts';
import type { StreamMemory } from './streamMemory.ts';

const SECOND = 1_000_000;
/** µs after which SUBSCRIBE and UNSUBSCRIBE count as unanswered. */
const ANSWER_PATIENCE = 10 * SECOND;

export const TAKEN_OVER = 0x8e;
const OF_CODE: ReadonlyMap<number, ConversationRuleId> = new Map([
  [TAKEN_OVER, 'taken-over'],
  [0x8d, 'server-keep-alive-timeout'],
  [0x9c, 'server-moved'],
  [0x9d, 'server-moved'],
]);

export function judgeDisconnect(
  disconnect: DisconnectPacket,
  { direction, stream }: SeenPacket,
  say: Say,
): void {
  if (stream.version !== 5) return;
  const { reasonCode = 0, properties } = disconnect;
  const said = saidCode({ packet: 'disconnect', version: 5, code: reasonCode }, properties);
  if (direction === 'in') {
    const rule = OF_CODE.get(reasonCode) ?? 'server-disconnected';
    say(rule, { key: 'connection-ended', args: { by: 'server', said } });
    return;
  }
  if (reasonCode >= 0x80) {
    say('client-reported-error', { key: 'connection-ended', args: { by: 'client', said } });
  }
  const expiry = propertyValue(properties, 'sessionExpiryInterval') ?? 0;
  if (expiry > 0 && stream.connect?.sessionExpiry === 0) {
    const finding = { key: 'session-expiry-raised', args: { expiry } } as const;
    say('session-expiry-raised', finding, { other: stream.connect.packet });
  }
}

/** The transport connection is over. @param wills where one that is not due yet waits */
export function judgeEnd(memory: StreamMemory, time: number, wills: DelayedWills, say: Say): void {
  judgeKeepAliveAtEnd(memory, time, say);
  const { connect, connack, disconnect } = memory.facts;
  if (memory.hasGap || memory.lastPacket === 0 || memory.lastOut === 0) return;
  const at = { packet: memory.lastPacket, time };
  if (connect !== undefined && connack === undefined && !memory.wasAccepted) {
    if (disconnect !== undefined || !memory.hearsServer || memory.hasToEnd) return;
    const finding = { key: 'no-connack', args: { after: time - connect.time } } as const;
    say('connack-missing', finding, { ...at, packet: connect.packet });
    return;
  }
  if (connack !== undefined && connack.code !== 0) return;
  const will = memory.notes?.will;
  const isPlanned = disconnect?.direction === 'out';
  // A client that disconnects with a code of its own wants the will, or reported an error.
  if (isPlanned) return;
  if (will !== undefined && !wills.keeps(memory, time)) {
    const ending = disconnect === undefined ? 'without-disconnect' : 'by-server';
    const finding = { key: 'will-due', args: { topic: clipped(will.topic), ending } } as const;
    say('will-due', finding, { ...at, other: connect?.packet });
  } else if (disconnect === undefined && !memory.hasToEnd) {
    say('closed-without-disconnect', { key: 'closed-without-disconnect', args: {} }, at);
  }
}

/** SUBSCRIBE and UNSUBSCRIBE that wait too long. */
export function judgeWaiting(session: SessionMemory, now: number, say: Say): void {
  for (const request of session.pending.values()) {
    if (now - request.time <= ANSWER_PATIENCE) return;
    unanswered(request, now, say);
  }
}

/** The connection is over before they were answered. */
export function judgeWaitingAtEnd(session: SessionMemory, time: number, say: Say): void {
  for (const request of session.pending.values()) {
    if (time - request.time >= SECOND) unanswered(request, time, say);
  }
}

function unanswered(request: PendingRequest, now: number, say: Say): void {
  if (request.isReported) return;
  request.isReported = true;
  const [first = ''] = request.filters;
  const args = { type: request.kind, filter: clipped(first), within: now - request.time };
  const at = { packet: request.packet, time: now };
  say('subscribe-unanswered', { key: 'request-unanswered', args }, at);
}
