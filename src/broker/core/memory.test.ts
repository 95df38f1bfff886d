import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isThorough } from '../../base/runs.testkit.ts';
import { usedBytes } from './inUse.testkit.ts';
import { empty, type Part, parts, State } from './memoryStates.testkit.ts';

/** Large compared with the test's own garbage on the heap. */
const LARGE = 8 * 1024 * 1024;
/** Any number is possible; each takes seconds. */
const STATES = Number(process.env['MQTTSCOPE_STATES'] ?? (isThorough ? 10 : 1));

function filled(wanted: readonly Part[]): State {
  const state = new State();
  while (state.counted < LARGE) for (const part of wanted) state.build(part);
  return state;
}

/** Memory of a state, its counted part, and the counted rest after everything is removed. */
function measure(wanted: readonly Part[]) {
  // First runs compile code, whose memory is not part of a state.
  empty(filled(wanted));
  const before = usedBytes();
  const state = filled(wanted);
  const measured = usedBytes() - before;
  const { counted } = state;
  empty(state);
  return { counted, measured, left: state.counted };
}

it(`the counted memory equals the heap’s within 25 % (${STATES} random states)`, () => {
  fc.assert(
    fc.property(parts(), (wanted) => {
      const { counted, measured, left } = measure(wanted);
      const ratio = counted / measured;
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.25);
      expect(left).toBe(0);
    }),
    { numRuns: STATES, endOnFailure: true },
  );
}, 600_000);
