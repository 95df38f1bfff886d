/** Rules on retained messages and on messages that a server has accepted but does not deliver (3.3.1.3, 4.5). */
import { sameBytes } from '../../base/bytes.ts';
import { clipped } from '../findings/report.ts';
import { type Delivery, hasRetain } from './memory/delivery.ts';
import { isRetained } from './memory/publishFlags.ts';
import { wasBefore } from './memory/retainedMessages.ts';
import type { Rules } from './rule.ts';

const FOLLOWED = ['client', 'server', 'beginning'] as const;
/** µs after which a publication no longer counts as an answer to the clearing. */
const SET_AGAIN_WITHIN = 600_000_000;
const MISSED = ['client', 'server', 'beginning', 'clock', 'absence'] as const;

export const RETAINING = {
  'retained-not-sent': {
    severity: 'warn',
    v4: '3.3.1-6',
    v5: '3.3.1-9',
    needs: MISSED,
    missed({ expected, waited, received }, report) {
      const { kind, topic, origin: other, of, isRenewed = false } = expected;
      if (kind !== 'retained' || received.length > 0) return;
      const args = { topic: clipped(topic), waited, isRenewed };
      const ofRenewed = of.version === 5 ? '3.8.4-4' : '3.8.4-3';
      const statement = isRenewed ? ofRenewed : undefined;
      report({ key: 'retained-not-sent', args }, { other, statement });
    },
  },
  'retained-without-flag': {
    severity: 'error',
    v4: '3.3.1-8',
    v5: '3.3.1.3',
    needs: MISSED,
    missed({ expected: { kind, topic, origin: other }, received }, report) {
      const first = received.at(-1);
      if (kind !== 'retained' || first === undefined) return;
      const { packet } = first;
      const args = { topic: clipped(topic) };
      report({ key: 'retained-without-flag', args }, { packet, other });
    },
  },
  'retained-not-last': {
    severity: 'warn',
    v4: '3.3.1-5',
    v5: '3.3.1-5',
    needs: FOLLOWED,
    origin(delivery, report) {
      const { name, retained } = delivery;
      if (retained === undefined || retained.size === 0 || !isFormer(delivery)) return;
      const args = { topic: clipped(name) };
      report({ key: 'retained-not-last', args }, { other: retained.packet });
    },
  },
  'retained-after-clear': {
    severity: 'warn',
    v4: '3.3.1-10',
    v5: '3.3.1-6',
    needs: FOLLOWED,
    origin(delivery, report) {
      const { name, retained } = delivery;
      if (retained === undefined || retained.size > 0 || !isFormer(delivery, true)) return;
      const args = { topic: clipped(name) };
      report({ key: 'retained-after-clear', args }, { other: retained.packet });
    },
  },
  'retained-not-cleared': {
    severity: 'note',
    v4: '3.3.1-12',
    v5: '3.3.1-8',
    needs: ['client'],
    notCleared(topic, other, packet, memory, report) {
      if (!memory.isFirstReport('not cleared')) return;
      const isBlank = isRetained(packet);
      const args = { topic: clipped(topic), isBlank };
      const statement = isBlank ? '3.3.1-5' : undefined;
      report({ key: 'retained-not-cleared', args }, { other, statement });
    },
  },
  'retained-set-again': {
    severity: 'warn',
    v4: '3.3.1-5',
    v5: '3.3.1-5',
    needs: ['client', 'beginning'],
    setAgain({ topic, time, owner, clearing }, { stream }, report) {
      if (clearing === undefined || clearing.isReported || owner === clearing.owner) return;
      const after = time - clearing.time;
      if (owner === undefined || clearing.owner === undefined || after > SET_AGAIN_WITHIN) return;
      const client = clipped(stream.connect?.clientId ?? '');
      const args = { topic: clipped(topic), after, client };
      report({ key: 'retained-set-again', args }, { other: clearing.packet });
    },
    // The publisher is not in the capture.
    origin({ name, packet, isRetained, payload, retained, verdict }, report) {
      if (!isRetained || payload.length === 0 || retained === undefined || retained.size > 0)
        return;
      const after = packet.time - retained.time;
      if (retained.isReported || after > SET_AGAIN_WITHIN || verdict === undefined) return;
      const { existing } = verdict;
      const isLive = existing.every(({ isAsPublished, grantedAt }) => {
        return isAsPublished && grantedAt.packet < retained.packet;
      });
      const isCleared = wasBefore(retained, packet.number, packet.time);
      if (existing.length === 0 || !isLive || !isCleared) return;
      retained.isReported = true;
      const args = { topic: clipped(name), after, client: undefined };
      report({ key: 'retained-set-again', args }, { other: retained.packet });
    },
  },
  'message-not-delivered': {
    severity: 'warn',
    v4: '4.5.0-1',
    v5: '4.5.0-1',
    needs: MISSED,
    missed(missed, report) {
      const { expected, waited, receiver, received, sent, sentBefore, isPassedOver } = missed;
      const { kind, topic, isStored } = expected;
      if (kind !== 'message' || !isPassedOver) return;
      const published = sentBefore === undefined ? undefined : [...sentBefore, ...sent];
      const unsent = received.find((one) => {
        const isKnown = published?.some(({ payload }) => sameBytes(payload, one.payload)) !== false;
        return !isKnown && !hasRetain(one);
      });
      const instead = unsent?.packet ?? 0;
      const args = { topic: clipped(topic), waited, receiver, isStored, instead };
      report({ key: 'message-not-delivered', args }, instead === 0 ? {} : { other: instead });
    },
  },
  'not-stored-for-qos-0': {
    severity: 'note',
    v4: '3.1.2.4',
    v5: '4.1',
    needs: ['client', 'server', 'beginning', 'clock', 'end', 'absence'],
    qos0NotStored({ topic, origin: other }, filter, report) {
      const args = { topic: clipped(topic), filter: clipped(filter) };
      report({ key: 'not-stored-for-qos-0', args }, { other });
    },
  },
  'message-not-delivered-yet': {
    severity: 'note',
    v4: '4.5.0-1',
    v5: '4.5.0-1',
    needs: [...MISSED, 'end'],
    missed({ expected, waited, receiver, isPassedOver }, report) {
      const { kind, topic, isStored } = expected;
      if (kind !== 'message' || isPassedOver) return;
      const args = { topic: clipped(topic), waited, receiver, isStored };
      report({ key: 'message-not-delivered-yet', args });
    },
  },
} satisfies Rules;

/**
 * True for a copy of a retained message that was replaced before the client subscribed.
 * @param mayBeEmpty the message that cleared the topic counts, too: servers store none
 */
function isFormer(delivery: Delivery, mayBeEmpty = false): boolean {
  const { isRetained, retained, verdict, payload } = delivery;
  if (!isRetained || retained === undefined || verdict?.mayBeAsPublished !== false) return false;
  const { former, payload: last } = retained;
  // Only the subscriptions at the time of the request decide.
  const isKnown = verdict.existing.length > 0;
  const isEarlier = verdict.existing.every(({ askedAt }) => {
    return wasBefore(retained, askedAt.packet, askedAt.time);
  });
  if (!isKnown || !isEarlier) return false;
  if (mayBeEmpty && payload.length === 0) return true;
  if (last !== undefined && sameBytes(last, payload)) return false;
  return former.some((one) => sameBytes(one, payload));
}
