import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { parseAnswer } from './parseAnswer.ts';

const broker = { program: 'mqttscope', programVersion: '1', host: 'tab', origin: 5 };
const page = { time: 1, first: 0, total: 1, rows: [{}] };

describe('an answer', () => {
  it.each([
    { kind: 'welcome', version: 1, broker: { ...broker, fleet: { isRunning: true }, more: 1 } },
    { kind: 'goodbye', why: 'too-slow', message: 'x' },
    { kind: 'reply', id: 0, reply: { kind: 'clients', ...page } },
    { kind: 'reply', id: 1, reply: { kind: 'client', time: 1 } },
    { kind: 'reply', id: 1, reply: { kind: 'refused', reason: 'x', path: '/rules' } },
    { kind: 'marks', marks: [], leftOut: 0 },
    { kind: 'tap-gap', tap: 1, connection: 2, bytes: 3 },
  ])('that is complete is accepted unchanged: %j', (answer) => {
    expect(parseAnswer(answer)).toBe(answer);
  });

  it.each([
    { kind: 'welcome', version: 2, broker },
    { kind: 'welcome', version: 1, broker: { ...broker, program: 'other' } },
    { kind: 'welcome', version: 1, broker: { ...broker, fleet: {} } },
    { kind: 'goodbye', why: 'because', message: 'x' },
    { kind: 'reply', id: '1', reply: { kind: 'done' } },
    { kind: 'reply', id: 1, reply: { kind: 'clients', ...page, rows: {} } },
    { kind: 'reply', id: 1, reply: { kind: 'clients', ...page, rows: [1] } },
    { kind: 'reply', id: 1, reply: { kind: 'clients', ...page, total: Number.NaN } },
    { kind: 'reply', id: 1, reply: { kind: 'welcome' } },
    { kind: 'reply', id: 1, reply: { kind: 'toString' } },
    { kind: '__proto__' },
    { kind: 'tap-closed', tap: 1, connection: 2 },
    ['welcome'],
    'welcome',
    undefined,
  ])('that is incomplete is rejected: %j', (answer) => {
    expect(parseAnswer(answer)).toBeUndefined();
  });

  it('of any shape never throws', () => {
    const kind = fc.constantFrom('welcome', 'goodbye', 'reply', 'marks', 'tap-opened');
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ kind, reply: fc.object() })), (value) => {
        expect([undefined, value]).toContain(parseAnswer(value));
      }),
      { numRuns: tries(200) },
    );
  });
});
