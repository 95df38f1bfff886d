/** Rules on the client's silence beyond the keep alive, and on pings (3.1.2.10, 3.12). */
import type { Report } from '../findings/report.ts';
import type { StreamMemory } from './memory/streamMemory.ts';
import type { Rules } from './rule.ts';

const SECOND = 1_000_000;
/** The server has to close the connection after one and a half times the keep alive. */
const BREACH = 1.5;
/** A server that still sends after this multiple of the keep alive does not intend to close. */
const NEGLECT = 2;
/** µs after which a ping counts as unanswered while the connection is open. */
const PING_TIMEOUT = 10 * SECOND;
/** The same if the connection has ended or the next ping was sent. */
const PING_MINIMUM = SECOND;

export const KEEP_ALIVE = {
  'server-keep-alive-ignored': {
    severity: 'error',
    v5: '3.2.2-21',
    needs: ['client', 'server', 'beginning', 'clock'],
    silent(silence, _packet, memory, report) {
      if (ignoresServer(memory)) reportSilent(silence, memory, report);
    },
  },
  'keep-alive-near-miss': {
    severity: 'warn',
    v4: '3.1.2-23',
    v5: '3.1.2-20',
    needs: ['client', 'server', 'beginning', 'clock'],
    silent(silence, _packet, memory, report) {
      if (silence > memory.keepAlive * BREACH || ignoresServer(memory)) return;
      reportSilent(silence, memory, report);
    },
  },
  'keep-alive-breach': {
    severity: 'error',
    v4: '3.1.2-24',
    v5: '3.1.2-22',
    needs: ['client', 'server', 'beginning', 'clock', 'absence'],
    silent(silence, _packet, memory, report) {
      if (silence <= memory.keepAlive * BREACH) return;
      if (memory.silentAfter !== memory.lastOut) reportSilent(silence, memory, report);
      memory.silentAfter = memory.lastOut;
    },
    quiet(memory, now, report) {
      const { keepAlive, lastOut: after } = memory;
      const silence = keepAlive * BREACH;
      const breachedAt = memory.lastOutTime + silence;
      if (keepAlive === 0 || memory.hasGap || after === 0) return;
      if (now <= breachedAt || memory.silentAfter === after) return;
      memory.silentAfter = after;
      const finding = { key: 'client-silent-since', args: { silence, keepAlive } } as const;
      report(finding, { packet: after, time: breachedAt });
    },
  },
  'keep-alive-not-enforced': {
    severity: 'warn',
    v4: '3.1.2-24',
    v5: '3.1.2-22',
    needs: ['client', 'server', 'beginning', 'clock'],
    served(silence, { packet }, memory, report) {
      const { keepAlive, lastOut: after } = memory;
      // DISCONNECT enforces the keep alive.
      if (packet?.type === 'disconnect') return;
      if (silence <= keepAlive * NEGLECT || memory.neglectedAfter === after) return;
      memory.neglectedAfter = after;
      report({ key: 'silent-client-served', args: { silence, keepAlive } }, { other: after });
    },
  },
  'ping-unanswered': {
    severity: 'warn',
    v4: '3.12.4-1',
    v5: '3.12.4-1',
    needs: ['client', 'server', 'clock', 'absence'],
    pingreq({ number, time }, memory, report) {
      const [oldest] = memory.pings;
      if (oldest && time - oldest.time >= PING_MINIMUM)
        reportUnanswered(memory, time, report, number);
    },
    pings(memory, now, isOver, report) {
      const [oldest] = memory.pings;
      const waited = oldest === undefined ? 0 : now - oldest.time;
      if (isOver ? waited >= PING_MINIMUM : waited > PING_TIMEOUT)
        reportUnanswered(memory, now, report);
    },
  },
  'unexpected-pingresp': {
    severity: 'warn',
    v4: '3.12.4-1',
    v5: '3.12.4-1',
    needs: ['client', 'server', 'beginning'],
    irregularity: 'unexpected-pingresp',
  },
} satisfies Rules;

/** Reports a late packet of the client. */
function reportSilent(silence: number, { keepAlive, lastOut }: StreamMemory, report: Report): void {
  report({ key: 'client-silent', args: { silence, keepAlive } }, { other: lastOut });
}

/** True if CONNACK set a shorter time than CONNECT (3.2.2.3.14). */
function ignoresServer({ facts: { connect, connack } }: StreamMemory): boolean {
  const ofServer = connack?.serverKeepAlive;
  const ofClient = connect?.keepAlive;
  if (ofServer === undefined || ofServer === 0 || ofClient === undefined) return false;
  return ofClient === 0 || ofClient > ofServer;
}

function reportUnanswered(memory: StreamMemory, now: number, report: Report, other?: number): void {
  const [oldest] = memory.pings;
  if (oldest === undefined || oldest.isReported || memory.hasGap || !memory.hasServer) return;
  oldest.isReported = true;
  const finding = { key: 'ping-unanswered', args: { waited: now - oldest.time } } as const;
  report(finding, { packet: oldest.packet, other, time: now });
}
