/** Rules on packet identifiers, acknowledgements and redelivery (2.2.1, 3.3.1, 4.3, 4.4, 4.6). */

import type { AckPacket } from '../../mqtt/tables/packet.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { DISCONNECT, PUBREC, PUBREL, SUBACK, UNSUBACK } from '../../mqtt/tables/typeNumbers.ts';
import type { LeftBehind } from '../exchanges/leftBehind.ts';
import { type Report, saidCode } from '../findings/report.ts';
import { limitAt, RECEIVERS } from './limits.ts';
import { qosOf } from './memory/publishFlags.ts';
import { packetIdOf, type SeenPacket } from './memory/seenPacket.ts';
import type { StreamMemory } from './memory/streamMemory.ts';
import type { Rules } from './rule.ts';

const SECOND = 1_000_000;
const NEVER = Number.POSITIVE_INFINITY;
/** µs after CONNACK within which a side starts to resend. */
const RESUME_TIMEOUT = 5 * SECOND;
/** The same for a side that sends nothing more. */
const RESUME_TIMEOUT_AT_END = SECOND;
/** Maximum number of reported messages that were not resent. */
const MOST_TOLD = 10;

/** µs that an answer may take. */
const TIMEOUT = 5 * SECOND;
/** Statements of a missing packet, in 3.1.1 and 5.0. */
const OF_AWAITED = {
  puback: ['4.3.2-2', '4.3.2-4'],
  pubrec: ['4.3.3-2', '4.3.3-8'],
  pubrel: ['4.3.3-1', '4.3.3-4'],
  pubcomp: ['4.3.3-2', '4.3.3-11'],
} as const;

/** Reason code. */
const NO_MATCHING_SUBSCRIBERS = 0x10;

const kindOf = ({ bytes }: SeenPacket) => (bytes[0] ?? 0) >> 4;

/** SUBACK and UNSUBACK have their own statements, the same in both editions. */
const OF_ANSWER: ReadonlyMap<number, string> = new Map([
  [SUBACK, '3.8.4-2'],
  [UNSUBACK, '3.10.4-5'],
]);
/** Acknowledgements of QoS 2 in the wrong order have their own statements, too. */
const OF_ORDER: ReadonlyMap<number, string> = new Map([
  [PUBREC, '4.6.0-3'],
  [PUBREL, '4.6.0-4'],
]);

export const ACKNOWLEDGING = {
  'unexpected-ack': {
    severity: 'error',
    v4: '2.3.1-6',
    v5: '2.2.1-5',
    needs: ['client', 'server', 'beginning', 'absence'],
    irregularity: 'unexpected-ack',
    statementAt: (packet) => OF_ANSWER.get(kindOf(packet)),
  },
  'puback-for-qos2': {
    severity: 'error',
    v4: '4.3.3-2',
    v5: '4.3.3-8',
    needs: ['client', 'server'],
    irregularity: 'puback-for-qos2',
  },
  'pubrec-for-qos1': {
    severity: 'error',
    v4: '4.3.2-2',
    v5: '4.3.2-4',
    needs: ['client', 'server'],
    irregularity: 'pubrec-for-qos1',
  },
  'publish-unanswered': {
    severity: 'warn',
    v4: '4.3.2-2',
    v5: '4.3.2-4',
    needs: ['client', 'server', 'clock', 'absence'],
    ack({ type, packetId }, packet, memory, report) {
      if ((type !== 'puback' && type !== 'pubrec') || memory.isDoubtful) return;
      memory.answers?.answered(packet.direction === 'out' ? 'in' : 'out', packetId, packet, report);
    },
    pingresp(sentAt, packet, memory, report) {
      if (!memory.isDoubtful) memory.answers?.pingAnswered(sentAt, packet, report);
    },
    unfinished(memory, _leftBehind, report) {
      if (!memory.isDoubtful) memory.answers?.ended(memory.facts.version, report);
    },
  },
  'unanswered-at-end': {
    severity: 'warn',
    v4: '4.3.2-2',
    v5: '4.3.2-4',
    needs: ['client', 'server', 'clock', 'end', 'absence'],
    leftOpen(
      { direction, packetId, last, packet, since, awaited },
      { answers, facts },
      end,
      report,
    ) {
      const waited = end - since;
      if (waited < TIMEOUT) return;
      if (last === 'publish' && answers?.waits(direction, packetId) !== true) return;
      const args = { type: last, packetId, awaited, waited };
      const statement = OF_AWAITED[awaited][facts.version === 5 ? 1 : 0];
      report({ key: 'unanswered-at-end', args }, { packet, statement });
    },
  },
  'pubrel-without-pubrec': {
    severity: 'error',
    v4: '4.3.3-1',
    v5: '4.3.3-4',
    needs: ['client', 'server', 'beginning', 'absence'],
    irregularity: 'pubrel-without-pubrec',
  },
  'pubcomp-without-pubrel': {
    severity: 'error',
    v4: '4.3.3-2',
    v5: '4.3.3-11',
    needs: ['client', 'server'],
    irregularity: 'pubcomp-without-pubrel',
  },
  'answered-twice': {
    severity: 'error',
    v4: '2.3.1-6',
    v5: '2.2.1-5',
    needs: ['client', 'server', 'beginning'],
    irregularity: 'answered-twice',
    statementAt: (packet) => OF_ANSWER.get(kindOf(packet)),
  },
  'identifier-in-use': {
    severity: 'error',
    v4: '2.3.1-2',
    v5: '2.2.1-3',
    needs: ['client', 'server', 'absence'],
    irregularity: 'identifier-in-use',
    statementAt: ({ direction, stream }) => {
      if (direction === 'out') return undefined;
      return stream.version === 5 ? '2.2.1-4' : '2.3.1-4';
    },
  },
  'redelivery-differs': {
    severity: 'error',
    v4: '4.4.0-1',
    v5: '4.4.0-1',
    needs: ['client', 'server', 'beginning'],
    irregularity: 'redelivery-differs',
  },
  'redelivery-without-dup': {
    severity: 'error',
    v4: '3.3.1-1',
    v5: '3.3.1-1',
    needs: ['client', 'server', 'beginning', 'absence'],
    irregularity: 'redelivery-without-dup',
  },
  'not-sent-again': {
    severity: 'error',
    v4: '4.4.0-1',
    v5: '4.4.0-1',
    needs: ['client', 'server', 'beginning', 'clock', 'absence'],
    resumed(leftBehind, packet, memory, report) {
      const { direction, time } = packet;
      const timeout = kindOf(packet) === DISCONNECT ? RESUME_TIMEOUT_AT_END : RESUME_TIMEOUT;
      if (time - memory.resumedAt[direction] < timeout) return;
      const left = memory.isDoubtful ? [] : leftBehind(direction);
      const own = packetIdOf(packet);
      // The side resends late, one message after the other.
      if (left === undefined || left.some(({ packetId }) => packetId === own)) return;
      memory.resumedAt = { ...memory.resumedAt, [direction]: NEVER };
      reportLeft(left, memory, report);
    },
    // A side that sent new messages does not resend the old ones.
    unfinished(memory, leftBehind, report) {
      if (memory.isDoubtful) return;
      for (const direction of ['out', 'in'] as const) {
        const after = memory.publishedAt[direction] - memory.resumedAt[direction];
        if (after >= RESUME_TIMEOUT_AT_END) reportLeft(leftBehind(direction) ?? [], memory, report);
      }
    },
  },
  'redelivery-in-connection': {
    severity: 'error',
    v5: '4.4.0-1',
    needs: ['client', 'server'],
    irregularity: 'redelivery-in-connection',
  },
  'resend-in-connection': {
    severity: 'note',
    v4: '4.4.0-1',
    needs: ['client', 'server'],
    irregularity: 'redelivery-in-connection',
  },
  'dup-on-first': {
    severity: 'error',
    v4: '3.3.1-3',
    v5: '3.3.1-3',
    needs: ['client', 'server', 'beginning'],
    irregularity: 'dup-on-first',
  },
  'publish-after-pubrec': {
    severity: 'error',
    v4: '4.3.3-1',
    v5: '4.3.3-6',
    needs: ['client', 'server', 'beginning'],
    irregularity: 'publish-after-pubrec',
  },
  'redelivery-of-answered': {
    severity: 'note',
    v4: '4.4.0-1',
    v5: '4.4.0-1',
    needs: ['client', 'server', 'beginning'],
    irregularity: 'redelivery-of-answered',
  },
  'redelivery-after-answer': {
    severity: 'warn',
    v4: '4.4.0-1',
    v5: '4.4.0-1',
    needs: ['client', 'server'],
    irregularity: 'redelivery-after-answer',
  },
  'ack-order': {
    severity: 'error',
    v4: '4.6.0-2',
    v5: '4.6.0-2',
    needs: ['client', 'server'],
    irregularity: 'ack-order',
    statementAt: (packet) => OF_ORDER.get(kindOf(packet)),
  },
  'server-ack-order': {
    severity: 'note',
    v4: '4.6',
    v5: '4.6',
    needs: ['client', 'server'],
    irregularity: 'server-ack-order',
  },
  'identifier-not-found': {
    severity: 'warn',
    v5: '3.7.2.1',
    needs: ['client', 'server'],
    ackCode(ack, _packet, { isRecovery, hasGap, lastOut }, report) {
      const isSecondHalf = ack.type === 'pubrel' || ack.type === 'pubcomp';
      // During recovery it is not an error (3.7.2.1): the answer to the first PUBREL was lost.
      if (!isSecondHalf || !isFailure(ack.reasonCode) || isRecovery || hasGap) return;
      // Without the client's packets, recovery is not recognised.
      if (lastOut === 0) return;
      report({ key: 'answer-says', args: saidBy(ack) });
    },
  },
  'receive-maximum-exceeded': {
    severity: 'error',
    v5: '3.3.4-7',
    needs: ['client', 'server', 'beginning'],
    // 4.9. At any point of the path, at most as many are unanswered as at the sender.
    publish({ packetId }, packet, memory, report) {
      const { direction } = packet;
      if (qosOf(packet) === 0) return;
      const maximum = memory.receiveMaximum[direction];
      const unanswered = memory.counted(direction, packetId);
      if (unanswered <= maximum || memory.hasGap) return;
      const args = { unanswered, receiver: RECEIVERS[direction], maximum };
      const statement = direction === 'in' ? '3.3.4-9' : undefined;
      report({ key: 'receive-maximum-exceeded', args }, { other: limitAt(packet), statement });
    },
  },
  'publish-refused': {
    severity: 'warn',
    v5: '4.4.0-2',
    needs: ['server'],
    ackCode(ack, _packet, _memory, report) {
      const isFirstHalf = ack.type === 'puback' || ack.type === 'pubrec';
      if (isFirstHalf && isFailure(ack.reasonCode))
        report({ key: 'refuses-message', args: saidBy(ack) });
    },
  },
  'no-matching-subscribers': {
    severity: 'note',
    v5: '3.4.2.1',
    needs: ['server'],
    ackCode(ack, _packet, _memory, report) {
      const isFirstHalf = ack.type === 'puback' || ack.type === 'pubrec';
      if (!isFirstHalf || ack.reasonCode !== NO_MATCHING_SUBSCRIBERS) return;
      report({ key: 'answer-says', args: saidBy(ack) });
    },
  },
} satisfies Rules;

function saidBy({ type, packetId, reasonCode: code = 0, properties }: AckPacket) {
  return { type, packetId, said: saidCode({ packet: type, version: 5, code }, properties) };
}

function reportLeft(left: readonly LeftBehind[], { facts }: StreamMemory, report: Report): void {
  const { connack } = facts;
  if (connack === undefined) return;
  for (const { packet: other, packetId, isReleased } of left.slice(0, MOST_TOLD)) {
    const args = { type: isReleased ? 'pubrel' : 'publish', packetId } as const;
    report({ key: 'not-sent-again', args }, { packet: connack.packet, time: connack.time, other });
  }
}
