/** Rules on retained messages and on messages that a server has accepted but does not deliver (3.3.1.3, 4.5). */
import { sameBytes } from '../../base/bytes.ts';
import { clipped } from '../findings/say.ts';
import type { Delivery } from './memory/delivery.ts';
import { wasBefore } from './memory/retainedMessages.ts';
import type { Rules } from './rule.ts';

const FOLLOWED = ['client', 'server', 'beginning'] as const;
const MISSED = ['client', 'server', 'beginning', 'clock', 'absence'] as const;

export const RETAINING = {
  'retained-not-sent': {
    severity: 'warn',
    v4: '3.3.1-6',
    v5: '3.3.1-9',
    needs: MISSED,
    missed({ expected: { kind, topic, origin: other }, waited }, say) {
      if (kind !== 'retained') return;
      say({ key: 'retained-not-sent', args: { topic: clipped(topic), waited } }, { other });
    },
  },
  'retained-not-last': {
    severity: 'warn',
    v4: '3.3.1-5',
    v5: '3.3.1-5',
    needs: FOLLOWED,
    origin(delivery, say) {
      const { name, retained } = delivery;
      if (retained === undefined || retained.size === 0 || !isFormer(delivery)) return;
      const args = { topic: clipped(name) };
      say({ key: 'retained-not-last', args }, { other: retained.packet });
    },
  },
  'retained-after-clear': {
    severity: 'warn',
    v4: '3.3.1-10',
    v5: '3.3.1-6',
    needs: FOLLOWED,
    origin(delivery, say) {
      const { name, retained } = delivery;
      if (retained === undefined || retained.size > 0 || !isFormer(delivery)) return;
      const args = { topic: clipped(name) };
      say({ key: 'retained-after-clear', args }, { other: retained.packet });
    },
  },
  'message-not-delivered': {
    severity: 'warn',
    v4: '4.5.0-1',
    v5: '4.5.0-1',
    needs: MISSED,
    missed({ expected: { kind, topic }, waited, receiver }, say) {
      if (kind !== 'message') return;
      say({ key: 'message-not-delivered', args: { topic: clipped(topic), waited, receiver } });
    },
  },
} satisfies Rules;

/** True for a copy of a retained message that was replaced before the client subscribed. */
function isFormer({ isRetained, retained, verdict, payload }: Delivery): boolean {
  if (!isRetained || retained === undefined || verdict?.mayBeAsPublished !== false) return false;
  const { former, payload: last } = retained;
  // Only the subscriptions at the time of the request decide.
  const isKnown = verdict.existing.length > 0;
  const isEarlier = verdict.existing.every(({ askedAt }) => {
    return wasBefore(retained, askedAt.packet, askedAt.time);
  });
  if (!isKnown || !isEarlier || (last !== undefined && sameBytes(last, payload))) return false;
  return former.some((one) => sameBytes(one, payload));
}
