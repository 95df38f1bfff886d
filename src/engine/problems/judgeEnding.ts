/** How a connection ends (3.14, 3.1.2.5). */
import type { DisconnectPacket } from '../../mqtt/packet.ts';
import { propertyValue } from '../../mqtt/properties.ts';
import { reasonCodeText } from '../../mqtt/reasonCodes.ts';
import type { ConversationRuleId } from '../rules/rules.ts';
import type { DelayedWills } from './delayedWills.ts';
import { reasonOf } from './judgeConnecting.ts';
import { judgeKeepAliveAtEnd } from './keepAlive.ts';
import { quoted, type Say, seconds } from './say.ts';
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
  const said = `${reasonCodeText('disconnect', reasonCode, 5)}${reasonOf(properties)}`;
  if (direction === 'in') {
    const rule = OF_CODE.get(reasonCode) ?? 'server-disconnected';
    say(rule, `The server ended the connection: ${said}.`);
    return;
  }
  if (reasonCode >= 0x80) say('client-reported-error', `The client ended the connection: ${said}.`);
  const expiry = propertyValue(properties, 'sessionExpiryInterval') ?? 0;
  if (expiry > 0 && stream.connect?.sessionExpiry === 0) {
    const text = `DISCONNECT sets a session expiry of ${expiry} s; CONNECT had 0.`;
    say('session-expiry-raised', text, { other: stream.connect.packet });
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
    const text = `The connection ended ${seconds(time - connect.time)} after CONNECT, without CONNACK.`;
    say('connack-missing', text, { ...at, packet: connect.packet });
    return;
  }
  if (connack !== undefined && connack.code !== 0) return;
  const will = memory.notes?.will;
  const isPlanned = disconnect?.direction === 'out';
  // A client that disconnects with a code of its own wants the will, or reported an error.
  if (isPlanned) return;
  if (will !== undefined && !wills.keeps(memory, time)) {
    const how = disconnect === undefined ? 'without DISCONNECT' : 'by the server’s DISCONNECT';
    const text = `The connection ended ${how}: the will for ${quoted(will.topic)} is due.`;
    say('will-due', text, { ...at, other: connect?.packet });
  } else if (disconnect === undefined && !memory.hasToEnd) {
    say('closed-without-disconnect', 'The connection ended without DISCONNECT.', at);
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
  const [name, answer] =
    request.kind === 'subscribe' ? ['SUBSCRIBE', 'SUBACK'] : ['UNSUBSCRIBE', 'UNSUBACK'];
  const text = `${name} for ${quoted(first)} got no ${answer} within ${seconds(now - request.time)}.`;
  say('subscribe-unanswered', text, { packet: request.packet, time: now });
}
