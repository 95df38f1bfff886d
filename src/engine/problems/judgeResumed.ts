/** What an earlier connection of the session has left in flight is to be sent again (4.4). */

import type { LeftBehind } from '../exchanges/leftBehind.ts';
import type { Direction } from '../log/direction.ts';
import { packetIdOf } from './judgeAcks.ts';
import type { Say } from './say.ts';
import type { SeenPacket } from './seenPacket.ts';
import type { StreamMemory } from './streamMemory.ts';

const SECOND = 1_000_000;
const NEVER = Number.POSITIVE_INFINITY;
/** µs after CONNACK in which whoever sends again has begun to. */
const PATIENCE = 5 * SECOND;
/** The same for whoever sends nothing any more. */
const PATIENCE_AT_END = SECOND;
const DISCONNECT = 14;
const MOST_TOLD = 10;

/** @returns undefined where it cannot be told yet */
export type LeftBehindBy = (direction: Direction) => readonly LeftBehind[] | undefined;

/** The session goes on. @param time of CONNACK */
export function sessionResumed(memory: StreamMemory, time: number): void {
  memory.resumedAt = { in: time, out: time };
}

/** A packet of the side that should have begun by now. */
export function judgeResumed(
  packet: SeenPacket,
  memory: StreamMemory,
  leftBehind: LeftBehindBy,
  say: Say,
): void {
  const { direction, bytes, time } = packet;
  const isLast = (bytes[0] ?? 0) >> 4 === DISCONNECT;
  if (time - memory.resumedAt[direction] < (isLast ? PATIENCE_AT_END : PATIENCE)) return;
  const left = memory.isDoubtful ? [] : leftBehind(direction);
  const own = packetIdOf(packet);
  // It sends again late, one after the other.
  if (left === undefined || left.some(({ packetId }) => packetId === own)) return;
  memory.resumedAt[direction] = NEVER;
  tell(left, memory, say);
}

/** The connection is over. Whoever sent new messages on it has let the old ones be. */
export function judgeResumedAtEnd(memory: StreamMemory, leftBehind: LeftBehindBy, say: Say): void {
  if (memory.isDoubtful) return;
  for (const direction of ['out', 'in'] as const) {
    const after = memory.publishedAt[direction] - memory.resumedAt[direction];
    if (after >= PATIENCE_AT_END) tell(leftBehind(direction) ?? [], memory, say);
  }
}

function tell(left: readonly LeftBehind[], { facts }: StreamMemory, say: Say): void {
  const { connack } = facts;
  if (connack === undefined) return;
  for (const { packet: other, packetId, isReleased } of left.slice(0, MOST_TOLD)) {
    const args = { type: isReleased ? 'pubrel' : 'publish', packetId } as const;
    const at = { packet: connack.packet, time: connack.time, other };
    say('not-sent-again', { key: 'not-sent-again', args }, at);
  }
}
