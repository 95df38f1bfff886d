/** Rules on the publication of wills (3.1.2.5, 3.1.3.2.2). */
import { sameBytes } from '../../base/bytes.ts';
import { clipped } from '../findings/report.ts';
import type { Delivery } from './memory/delivery.ts';
import { isRetained } from './memory/publishFlags.ts';
import type { KnownWill } from './memory/wills.ts';
import type { Rules } from './rule.ts';

const SECOND = 1_000_000;
/** µs by which a server's timer may be off. */
const TOLERANCE = SECOND;
/** Bytes of a payload that other clients hardly send at the same time. */
const UNMISTAKABLE = 3;

/** µs for which a packet may be on its way when the server ends another connection. */
const ON_ITS_WAY = SECOND / 2;

const ENDED = ['client', 'server', 'beginning'] as const;
const MISSED = ['client', 'server', 'beginning', 'clock', 'end', 'absence'] as const;

export const WILLS = {
  'will-after-disconnect': {
    severity: 'error',
    v4: '3.14.4-3',
    v5: '3.14.4-3',
    needs: ENDED,
    origin(delivery, report) {
      const wills = willsOf(delivery);
      const last = wills.at(-1);
      if (last === undefined || wills.some(({ state }) => state !== 'discarded')) return;
      const { time } = delivery.packet;
      const isResumed = last.stream.disconnect === undefined;
      const args = { topic: clipped(delivery.name), after: time - last.at, isResumed };
      const statement = isResumed ? '3.1.3-9' : undefined;
      report({ key: 'will-after-disconnect', args }, { other: last.by, statement });
    },
  },
  'will-before-delay': {
    severity: 'warn',
    v5: '3.1.2-8',
    needs: [...ENDED, 'end'],
    origin(delivery, report) {
      const wills = willsOf(delivery);
      const { time } = delivery.packet;
      const isEarly = wills.every(
        ({ state, dueAt }) => state === 'delayed' && time < dueAt - TOLERANCE,
      );
      const last = wills.at(-1);
      if (last === undefined || !isEarly) return;
      const { connect } = last.stream;
      const { delay } = last.will;
      const args = { topic: clipped(delivery.name), after: time - last.at, delay };
      report({ key: 'will-before-delay', args }, { other: connect?.packet });
    },
  },
  'will-not-published': {
    severity: 'warn',
    v4: '3.1.2-8',
    v5: '3.1.2-8',
    needs: MISSED,
    missed({ expected, waited, receiver, received, sent }, report) {
      const { kind, topic, origin: other, isStored } = expected;
      if (kind !== 'will' || (received.length > 0 && sent.length === 0)) return;
      const args = { topic: clipped(topic), waited, receiver, isStored };
      report({ key: 'will-not-published', args }, { other });
    },
  },
  'will-changed': {
    severity: 'warn',
    v4: '3.1.2-8',
    v5: '3.1.2-8',
    needs: MISSED,
    missed({ expected: { kind, topic, origin: other }, received, sent }, report) {
      const [last] = received;
      if (kind !== 'will' || last === undefined || sent.length > 0) return;
      report({ key: 'will-changed', args: { topic: clipped(topic), by: last.packet } }, { other });
    },
  },
  'will-topic-without-retain': {
    severity: 'note',
    v4: '3.3.1-12',
    v5: '3.3.1-8',
    needs: ['client', 'beginning'],
    onWillTopic({ topic, retain, payload: last }, payload, packet, _memory, report) {
      if (!retain || isRetained(packet) || payload.length === 0) return;
      if (last !== undefined && (last.length === 0 || sameBytes(last, payload))) return;
      const args = { topic: clipped(topic) };
      const { connect } = packet.stream;
      report({ key: 'will-topic-without-retain', args }, { other: connect?.packet });
    },
  },
  'will-discarded': {
    severity: 'note',
    v4: '3.14.4-3',
    v5: '3.14.4-3',
    needs: ['client', 'server', 'beginning', 'clock'],
    willDiscarded({ topic, message: { packet: other } }, report) {
      report({ key: 'will-discarded', args: { topic: clipped(topic) } }, { other });
    },
  },
  'will-replaces-retained': {
    severity: 'note',
    v4: '3.3.1-5',
    v5: '3.3.1-5',
    needs: MISSED,
    willReplaces({ will: { topic } }, { owner = '', packet, time: setAt }, time, report) {
      const after = time - setAt;
      if (after < ON_ITS_WAY) return;
      const args = { topic: clipped(topic), after, client: clipped(owner) };
      report({ key: 'will-replaces-retained', args }, { other: packet });
    },
  },
} satisfies Rules;

/** Wills that the message may come from, if no client has sent it. */
function willsOf(delivery: Delivery): readonly KnownWill[] {
  const { wills, sent, payload, isRetained } = delivery;
  if (wills === undefined || isRetained || sent.length > 0) return [];
  return payload.length < UNMISTAKABLE && !isOnlyOurs(delivery) ? [] : wills;
}

/** True if clients of the capture sent messages on the topic, and all its latest ones. */
const isOnlyOurs = ({ isUnmistakable, onTopic }: Delivery): boolean =>
  isUnmistakable && onTopic.some(({ direction }) => direction === 'out');
