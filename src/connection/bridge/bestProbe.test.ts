import { expect, test } from 'vitest';
import { bestOf, isEncrypted, type Probe, type ProbeAnswer } from './bestProbe.ts';
import type { LineFailure } from './lineFacts.ts';

const OPEN: ProbeAnswer = { ok: true };
const failed = (failure: LineFailure): ProbeAnswer => ({ ok: false, failure });
const REFUSED = failed({ key: 'refused', args: { address: '10.0.0.1:1' } });
const UNTRUSTED = failed({
  key: 'certificate',
  args: { fault: 'unknown-authority', code: 'X', host: 'a', names: undefined },
});
const probes = (answers: Readonly<Record<string, ProbeAnswer | undefined>>): readonly Probe[] =>
  Object.entries(answers).map(([url, answer]) => ({ url, answer }));

test('prefers WebSocket over TLS, then TLS, then WebSocket, then TCP', () => {
  const order = ['wss://a/mqtt', 'mqtts://a', 'ws://a/mqtt', 'mqtt://a'];
  const left = [...order];
  for (const best of order) {
    const open = left.toReversed().map((url): Probe => ({ url, answer: OPEN }));
    expect(bestOf(open, false)).toBe(best);
    left.shift();
  }
  expect(order.map(isEncrypted)).toEqual([true, true, false, false]);
});

test('waits for a better answer until it is late', () => {
  const answers = probes({ 'wss://a/mqtt': undefined, 'mqtt://a': OPEN });
  expect(bestOf(answers, false)).toBeUndefined();
  expect(bestOf(answers, true)).toBe('mqtt://a');
});

test('does not fall back to an unencrypted address if a certificate is not trusted', () => {
  const answers = probes({ 'mqtts://a': UNTRUSTED, 'ws://a/mqtt': REFUSED, 'mqtt://a': OPEN });
  expect(bestOf(answers, false)).toBe('mqtts://a');
  for (const answer of [OPEN, UNTRUSTED]) {
    const both = probes({ 'wss://a/mqtt': UNTRUSTED, 'mqtts://a': answer });
    expect(bestOf(both, false)).toBe('mqtts://a');
  }
});

test('without an open address, names the one with the most informative failure', () => {
  const http = failed({ key: 'no-websocket', args: { status: 404, server: undefined } });
  expect(bestOf(probes({ 'ws://a/mqtt': http, 'mqtt://a': REFUSED }), false)).toBe('ws://a/mqtt');
  expect(bestOf(probes({ 'ws://a/mqtt': REFUSED, 'mqtt://a': REFUSED }), false)).toBe('mqtt://a');
});
