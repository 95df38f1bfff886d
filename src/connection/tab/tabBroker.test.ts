import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ToTabWorker } from '../environment/portProtocol.ts';
import { openThrough } from './portSocket.ts';
import { TabBroker } from './tabBroker.ts';

/** Results arrive within a few turns. */
const OFTEN = { interval: 2 };

/** A replacement for a browser's worker. */
class FakeWorker extends EventTarget {
  static all: FakeWorker[] = [];
  readonly posted: unknown[] = [];

  constructor() {
    super();
    FakeWorker.all.push(this);
  }

  postMessage(message: ToTabWorker): void {
    this.posted.push(message.kind);
  }

  terminated = false;

  terminate(): void {
    this.terminated = true;
  }

  isReady(): void {
    this.dispatchEvent(new MessageEvent('message', { data: { kind: 'ready' } }));
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  FakeWorker.all = [];
});

describe('the app’s end of the broker in the tab', () => {
  it('ends if it does not answer: its connections are lost, and the next one starts another', () => {
    vi.stubGlobal('Worker', FakeWorker);
    let end = (): void => undefined;
    const watch = {
      posted: () => undefined,
      heard: () => undefined,
      answered: () => undefined,
      failed: () => undefined,
      stop: () => undefined,
    };
    const tab = new TabBroker((watched) => {
      end = watched.end;
      return watch;
    });
    let lost = 0;
    tab.brokerPort(() => (lost += 1));
    const closed = tab.brokerPort(() => (lost += 1));
    FakeWorker.all[0]?.isReady();
    closed.left();
    end();
    expect(lost).toBe(1);
    expect(FakeWorker.all[0]?.terminated).toBe(true);
    tab.control();
    expect(FakeWorker.all).toHaveLength(2);
    FakeWorker.all[1]?.isReady();
    expect(FakeWorker.all[1]?.posted).toEqual(['control']);
  });

  it('starts one worker at first use, and passes the connections once it listens', () => {
    vi.stubGlobal('Worker', FakeWorker);
    const tab = new TabBroker();
    expect(FakeWorker.all).toHaveLength(0);
    const { broker } = tab.brokerPort();
    tab.control();
    expect(FakeWorker.all).toHaveLength(1);
    const [worker] = FakeWorker.all;
    expect(worker?.posted).toEqual([]);
    worker?.isReady();
    expect(worker?.posted).toEqual(['broker-port', 'control']);
    const second = tab.brokerPort();
    expect(second.broker).toBe(broker);
    second.left();
    expect(worker?.posted).toEqual(['broker-port', 'control', 'broker-port', 'left']);
    expect(new TabBroker().brokerPort().broker).not.toBe(broker);
  });

  it('answers instead of a worker that failed to load', async () => {
    vi.stubGlobal('Worker', FakeWorker);
    const tab = new TabBroker();
    const { port: brokerPort } = tab.brokerPort();
    const control = tab.control();
    const told: unknown[] = [];
    control.onmessage = ({ data }) => told.push(data);
    const closed = new Promise<[number, string]>((resolve) => {
      openThrough(brokerPort, {
        opened: () => undefined,
        received: () => undefined,
        closed: (code, reason) => {
          resolve([code, reason]);
        },
      });
    });
    FakeWorker.all[0]?.dispatchEvent(new Event('error'));
    expect(await closed).toEqual([1006, expect.stringContaining('could not be loaded')]);
    await expect.poll(() => told, OFTEN).toEqual([expect.objectContaining({ kind: 'goodbye' })]);
    brokerPort.close();
    control.close();
  });
});
