import { describe, expect, it } from 'vitest';
import { Account } from '../../broker/core/memory/ledger.ts';
import { type Gate, type OpenAttempt, recordsFor, SignInBackOff } from './signInBackOff.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Who {
  readonly name: string;
  readonly host: string;
}

const ANN: Who = { name: 'ann', host: '10.0.0.1' };
const BOB: Who = { ...ANN, name: 'bob' };

const enter = (backOff: SignInBackOff, who: Who, secret: string, now: number): Gate =>
  backOff.enter({ ...who, secret: bytes(secret) }, now);

function opened(gate: Gate): OpenAttempt {
  if (gate.kind !== 'open') throw new Error(`the gate is ${gate.kind}`);
  return gate.attempt;
}

/** Tries different wrong passwords. Returns how many were checked. */
function guess(backOff: SignInBackOff, who: Who, times: number, now: number, from = 0): number {
  let checked = 0;
  for (let n = from; n < from + times; n += 1) {
    const gate = enter(backOff, who, `guess ${n}`, now);
    if (gate.kind !== 'open') continue;
    checked += 1;
    gate.attempt.wrong(now);
  }
  return checked;
}

describe('a guesser', () => {
  it('has ten passwords checked, then ever fewer', () => {
    const backOff = new SignInBackOff();
    expect(guess(backOff, ANN, 1000, 0)).toBe(10);
    expect(guess(backOff, ANN, 1000, 999, 1000)).toBe(0);
    expect(guess(backOff, ANN, 1000, 1000, 2000)).toBe(1);
    expect(guess(backOff, ANN, 1000, 2999, 3000)).toBe(0);
    let checked = 0;
    for (let second = 3; second < 3600; second += 1) {
      checked += guess(backOff, ANN, 1, second * 1000, second * 10_000);
    }
    expect(checked).toBeLessThan(70);
  });

  it('delays neither another user at the address nor the user at another address', () => {
    const backOff = new SignInBackOff();
    guess(backOff, ANN, 1000, 0);
    expect(enter(backOff, ANN, 'right', 0).kind).toBe('closed');
    expect(enter(backOff, BOB, 'right', 0).kind).toBe('open');
    expect(enter(backOff, { ...ANN, host: '10.0.0.2' }, 'right', 0).kind).toBe('open');
  });

  it('gains nothing by parallel attempts, and clients with the same password enter together', () => {
    const backOff = new SignInBackOff();
    const gates = Array.from({ length: 400 }, (_, n) => enter(backOff, ANN, `${n}`, 0));
    expect(gates.filter(({ kind }) => kind === 'open')).toHaveLength(10);
    const fleet = Array.from({ length: 400 }, () => enter(backOff, BOB, 'right', 0).kind);
    expect(new Set(fleet)).toEqual(new Set(['open']));
    for (const gate of gates) if (gate.kind === 'open') gate.attempt.left();
    expect(enter(backOff, ANN, 'right', 0).kind).toBe('open');
  });

  it('is forgiven after ten minutes', () => {
    const backOff = new SignInBackOff();
    guess(backOff, ANN, 20, 0);
    opened(enter(backOff, ANN, 'right', 599_999)).left();
    expect(guess(backOff, ANN, 20, 600_000, 100)).toBe(10);
  });
});

it('does not count the same wrong password twice', () => {
  const backOff = new SignInBackOff();
  expect(guess(backOff, ANN, 1, 0)).toBe(1);
  for (let n = 0; n < 1000; n += 1) expect(enter(backOff, ANN, 'guess 0', n).kind).toBe('known');
  opened(enter(backOff, ANN, 'right', 0)).right();
  expect(guess(backOff, ANN, 1000, 0)).toBe(10);
});

it('counts parallel attempts from zero after the right password', () => {
  const backOff = new SignInBackOff();
  guess(backOff, ANN, 5, 0);
  const wrong = opened(enter(backOff, ANN, 'wrong', 0));
  opened(enter(backOff, ANN, 'right', 0)).right();
  wrong.wrong(0);
  expect(guess(backOff, ANN, 20, 0, 100)).toBe(9);
});

it('charges its memory and releases it', () => {
  const memory = new Account();
  const backOff = new SignInBackOff(100, memory);
  for (let n = 0; n < 100; n += 1) guess(backOff, { ...ANN, name: `name ${n}` }, 1, 0);
  expect(memory.bytes).toBe(100 * 240);
  guess(backOff, ANN, 1, 600_000);
  expect(memory.bytes).toBe(240);
  opened(enter(backOff, ANN, 'right', 600_000)).right();
  expect(memory.bytes).toBe(0);
  expect(recordsFor(16 << 20)).toBe(8738);
  expect(recordsFor(1 << 30)).toBe(65_536);
});
