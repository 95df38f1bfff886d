import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { Capture } from '../../capture/capture.ts';
import type { ExchangeFacts } from '../../filter/packetFacts.ts';
import { corpusCapture } from '../captureFile.testkit.ts';
import { CaptureFeed } from './captureFeed.ts';
import { ExchangeTrace } from './exchangeTrace.ts';

const { events } = corpusCapture(100);

test('reports for each packet the same as a capture that keeps all packets, and keeps few', async () => {
  const whole = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
  const trace = new ExchangeTrace(CONVENTIONS, 8 * 1024);
  await Promise.all([whole.capture.loadPairing(), trace.load()]);
  for (const event of events) {
    whole.take(event);
    trace.take(event);
  }
  const { capture } = whole;
  const expected: (ExchangeFacts | undefined)[] = [];
  const traced: (ExchangeFacts | undefined)[] = [];
  for (let packet = 1; packet <= capture.newest; packet += 1) {
    expect(trace.replyOf(packet)).toEqual(capture.replyFacts(packet));
    const exchange = capture.exchangeOf(packet);
    expected.push(exchange === 0 ? undefined : capture.exchangeFacts(exchange));
    traced.push(trace.factsOf(packet));
  }
  expect(traced).toEqual(expected);
  const states = new Set(expected.flatMap((facts) => facts?.state ?? []));
  expect(states.size).toBeGreaterThan(2);
  expect(trace.factsOf(capture.newest + 1)).toBeUndefined();
});
