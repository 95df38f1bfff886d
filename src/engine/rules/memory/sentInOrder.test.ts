import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { SentInOrder } from './sentInOrder.ts';

test('the oldest waiting packet is known for any order of answers', () => {
  const aStep = fc.oneof(
    { weight: 3, arbitrary: fc.record({ add: fc.integer({ min: 1, max: 300 }) }) },
    { weight: 2, arbitrary: fc.record({ take: fc.integer({ min: 1, max: 300 }) }) },
    { weight: 1, arbitrary: fc.constant({ take: 'oldest' as const }) },
  );
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 300, size: 'max' }), (steps) => {
      const wanted = new Map<number, number>();
      const sent = new SentInOrder();
      const seen: unknown[] = [];
      const due: unknown[] = [];
      for (const [now, step] of steps.entries()) {
        if ('add' in step) {
          seen.push(sent.has(step.add));
          due.push(wanted.has(step.add));
          if (wanted.has(step.add)) continue;
          wanted.set(step.add, now);
          sent.add(step.add, now * 2, now);
        } else {
          const [first = 1] = wanted.keys();
          const packetId = step.take === 'oldest' ? first : step.take;
          seen.push(sent.take(packetId));
          due.push(wanted.get(packetId));
          wanted.delete(packetId);
        }
        const [oldest] = wanted;
        const [packetId = 0, time = 0] = oldest ?? [];
        seen.push(sent.oldest, sent.oldestTime(-1), sent.size);
        due.push(oldest && { packetId, packet: time * 2, time }, oldest ? time : -1, wanted.size);
      }
      expect(seen).toEqual(due);
    }),
    { numRuns: tries(60) },
  );
});
