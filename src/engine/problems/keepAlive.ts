/** The client's silence against the keep alive, and pings that nobody answers (3.1.2.10, 3.12). */
import type { Say } from './say.ts';
import type { SeenPacket } from './seenPacket.ts';
import type { StreamMemory } from './streamMemory.ts';

const SECOND = 1_000_000;
/** The server has to close after one and a half times the keep alive. */
const BREACH = 1.5;
/** A server that sends on after so many times the keep alive does not mean to close. */
const NEGLECT = 2;
/** µs after which a ping counts as unanswered while the connection is open. */
const PING_PATIENCE = 10 * SECOND;
/** µs after which it does when the connection ended or the next ping was sent. */
const PING_MINIMUM = SECOND;
const MOST_PINGS = 16;

/** A packet of the client after a silence that is too long. */
export function judgeSilence(packet: SeenPacket, memory: StreamMemory, say: Say): void {
  const silence = packet.time - memory.lastOutTime;
  const after = memory.lastOut;
  if (memory.hasGap || after === 0) return;
  const { keepAlive } = memory;
  const finding = { key: 'client-silent', args: { silence, keepAlive } } as const;
  const isIgnored = ignoresServer(memory);
  if (isIgnored) say('server-keep-alive-ignored', finding, { other: after });
  if (silence > memory.keepAlive * BREACH) {
    if (memory.silentAfter !== after) say('keep-alive-breach', finding, { other: after });
    memory.silentAfter = after;
  } else if (!isIgnored) {
    say('keep-alive-near-miss', finding, { other: after });
  }
}

/** CONNACK named a shorter time than CONNECT (3.2.2.3.14). */
function ignoresServer({ facts: { connect, connack } }: StreamMemory): boolean {
  const ofServer = connack?.serverKeepAlive;
  const ofClient = connect?.keepAlive;
  if (ofServer === undefined || ofServer === 0 || ofClient === undefined) return false;
  return ofClient === 0 || ofClient > ofServer;
}

/** A packet of the server: does it still hold a client that has long been silent? */
export function judgeNeglect(packet: SeenPacket, memory: StreamMemory, say: Say): void {
  const silence = packet.time - memory.lastOutTime;
  const after = memory.lastOut;
  if (silence <= memory.keepAlive * NEGLECT || memory.neglectedAfter === after) return;
  if (memory.hasGap || after === 0) return;
  memory.neglectedAfter = after;
  const args = { silence, keepAlive: memory.keepAlive };
  say('keep-alive-not-enforced', { key: 'silent-client-served', args }, { other: after });
}

export function pingSent(packet: SeenPacket, memory: StreamMemory, say: Say): void {
  const [oldest] = memory.pings;
  if (oldest && packet.time - oldest.time >= PING_MINIMUM) {
    unanswered(memory, packet.time, say, packet.number);
  }
  memory.pings.push({ packet: packet.number, time: packet.time, isReported: false });
  if (memory.pings.length > MOST_PINGS) memory.pings.shift();
}

/** Which ping is answered nobody can tell: all that were sent before it. */
export function pingAnswered(packet: SeenPacket, memory: StreamMemory, say: Say): void {
  const ping = memory.pings.shift();
  if (ping !== undefined && !memory.isDoubtful) memory.answers.pingAnswered(ping.time, packet, say);
}

function unanswered(memory: StreamMemory, now: number, say: Say, other?: number): void {
  const [oldest] = memory.pings;
  if (oldest === undefined || oldest.isReported || memory.hasGap || !memory.hasServer) return;
  oldest.isReported = true;
  const finding = { key: 'ping-unanswered', args: { waited: now - oldest.time } } as const;
  say('ping-unanswered', finding, { packet: oldest.packet, other, time: now });
}

/** Time passes without packets. */
export function judgeTime(memory: StreamMemory, now: number, say: Say): void {
  const [ping] = memory.pings;
  if (ping && now - ping.time > PING_PATIENCE) unanswered(memory, now, say);
  judgeSilenceUntil(memory, now, say);
}

/** Nothing of the client has come until then. */
function judgeSilenceUntil(memory: StreamMemory, now: number, say: Say): void {
  const after = memory.lastOut;
  const breachedAt = memory.lastOutTime + memory.keepAlive * BREACH;
  if (memory.keepAlive === 0 || memory.hasGap || after === 0) return;
  if (now <= breachedAt || memory.silentAfter === after) return;
  memory.silentAfter = after;
  const { keepAlive } = memory;
  const args = { silence: keepAlive * BREACH, keepAlive };
  const at = { packet: after, time: breachedAt };
  say('keep-alive-breach', { key: 'client-silent-since', args }, at);
}

/** The connection is over. */
export function judgeKeepAliveAtEnd(memory: StreamMemory, time: number, say: Say): void {
  if (memory.facts.disconnect?.direction !== 'out') judgeSilenceUntil(memory, time, say);
  const [ping] = memory.pings;
  if (ping && time - ping.time >= PING_MINIMUM) unanswered(memory, time, say);
}
