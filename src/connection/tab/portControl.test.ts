import { describe, expect, it, vi } from 'vitest';
import type { ControlAnswer } from '../../broker/control/control.ts';
import type { ControlLine } from '../../broker/control/controlSession.ts';
import { ManualClock } from '../clock.testkit.ts';
import { ControlClient } from '../control/controlClient.ts';
import { keepControl } from './portControl.ts';

/** Results arrive within a few turns. */
const OFTEN = { interval: 2 };

const WELCOME: ControlAnswer = {
  kind: 'welcome',
  version: 1,
  broker: { program: 'mqttscope', programVersion: '9.9.9', host: 'tab', origin: 0 },
};

/** A line whose other end belongs to the test. */
class Scene {
  readonly port: MessagePort;
  readonly clock = new ManualClock();
  readonly told: unknown[] = [];
  line: ControlLine | undefined;
  isClosed = false;
  /** Number of times the broker was polled for output. */
  turns = 0;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const control = (line: ControlLine) => {
      this.line = line;
      return {
        receive: (message: unknown) => this.told.push(message),
        closed: () => {
          this.isClosed = true;
        },
      };
    };
    const soon = (): void => {
      this.turns += 1;
    };
    keepControl(port2, control, soon, this.clock.environment);
  }

  get backlog(): number {
    return this.line?.backlog ?? -1;
  }
}

describe('a control connection over a port', () => {
  it('counts unread bytes until its reader acknowledges them', async () => {
    const scene = new Scene();
    const heard: unknown[] = [];
    scene.port.onmessage = ({ data }) => heard.push(data);
    scene.line?.tell(WELCOME);
    const toldBytes = scene.backlog;
    expect(toldBytes).toBeGreaterThan(50);
    scene.line?.packets(new Uint8Array(1000).subarray(0, 300));
    expect(scene.backlog).toBe(toldBytes + 300);
    await expect.poll(() => heard, OFTEN).toEqual([WELCOME, new Uint8Array(300)]);
    scene.port.postMessage(1);
    await expect.poll(() => scene.backlog, OFTEN).toBe(300);
    scene.port.postMessage(1);
    await expect.poll(() => scene.backlog, OFTEN).toBe(0);
    expect(scene.turns).toBe(2);
    scene.port.close();
    await expect.poll(() => scene.isClosed, OFTEN).toBe(true);
  });

  it('is read by our client, which reports it', async () => {
    const scene = new Scene();
    const batches: Uint8Array[] = [];
    const client = new ControlClient(
      { kind: 'port', port: scene.port },
      { packets: (batch) => batches.push(batch) },
    );
    await expect.poll(() => scene.told, OFTEN).toEqual([{ kind: 'hello', version: 1 }]);
    scene.line?.tell(WELCOME);
    for (let at = 0; at < 10; at += 1) scene.line?.packets(new Uint8Array(5000));
    expect(scene.backlog).toBeGreaterThan(50_000);
    await expect.poll(() => scene.backlog, OFTEN).toBe(0);
    expect(batches).toHaveLength(10);
    expect(client.state.kind).toBe('open');
    // Like in a browser that does not report a closed port.
    const close = vi.spyOn(scene.port, 'close').mockReturnValue();
    client.close();
    await expect.poll(() => scene.isClosed, OFTEN).toBe(true);
    close.mockRestore();
    scene.port.close();
  });

  it('ends if nothing is read for a minute, because its reader was terminated', async () => {
    const scene = new Scene();
    scene.port.start();
    scene.line?.tell(WELCOME);
    scene.clock.advance(59_000);
    scene.port.postMessage(1);
    await expect.poll(() => scene.backlog, OFTEN).toBe(0);
    scene.clock.advance(600_000);
    expect(scene.isClosed).toBe(false);
    scene.line?.tell(WELCOME);
    scene.line?.tell(WELCOME);
    scene.clock.advance(60_000);
    expect(scene.isClosed).toBe(true);
    expect(scene.clock.timers).toBe(0);
    scene.port.close();
  });

  it('delivers everything sent before it ends', async () => {
    const scene = new Scene();
    const heard: unknown[] = [];
    scene.port.onmessage = ({ data }) => heard.push(data);
    scene.line?.tell({ kind: 'goodbye', why: 'ended', message: 'Over.' });
    scene.line?.close();
    await expect
      .poll(() => heard, OFTEN)
      .toEqual([{ kind: 'goodbye', why: 'ended', message: 'Over.' }]);
  });
});
