/** Tests the clock of fault rules on taps and the bridge. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { WireHost } from './wireHost.ts';

const ignore = (): void => undefined;

it('keeps no process alive after its close', () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const marking = { marked: ignore, placed: ignore };
  const host = new WireHost(marking, { rules: [], network: { up: 10 } });
  host.begin(1, { toServer: ignore, toClient: ignore, finished: ignore, end: ignore });
  host.received(1, 'client', new Uint8Array(100));
  expect(vi.getTimerCount()).toBe(1);
  host.close();
  host.received(1, 'client', new Uint8Array(100));
  host.gone(1, 'client');
  expect(vi.getTimerCount()).toBe(0);
});
