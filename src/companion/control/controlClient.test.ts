/** Tests the app's and the companion's ends of the control interface over real sockets. */

import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../base/eventually.testkit.ts';
import type { TapEvent } from '../../broker/tap/commands.ts';
import { readTapBatch } from '../../broker/tap/tapBatch.ts';
import type { ControlAccess } from '../../connection/control/controlAccess.ts';
import { ControlClient, type ControlState } from '../../connection/control/controlClient.ts';
import type { ControlSurroundings } from '../../connection/control/surroundings.ts';
import { connectClient } from '../mqtt/client.testkit.ts';
import { startTestCompanion, type TestCompanion } from '../serve/companion.testkit.ts';

const TOKEN = 'the token of this test';

class NodeLine {
  readonly states: ControlState[] = [];
  readonly events: TapEvent[] = [];
  tapped = 0;
  readonly client: ControlClient;
  #socket: WebSocket | undefined;

  constructor(access: ControlAccess) {
    const surroundings: ControlSurroundings = {
      after: (ms, run) => {
        // Shortens pauses between attempts.
        const timer = setTimeout(run, ms < 10_000 ? ms / 50 : ms);
        return () => clearTimeout(timer);
      },
      random: () => 0,
      openSocket: (url, handlers) => {
        const socket = new WebSocket(url);
        this.#socket = socket;
        socket.on('open', handlers.opened);
        socket.on('message', (data, isBinary) => {
          if (!(data instanceof Buffer)) return;
          if (isBinary) handlers.bytes(data);
          else handlers.text(data.toString());
        });
        socket.on('error', () => undefined);
        socket.on('close', handlers.closed);
        return socket;
      },
    };
    this.client = new ControlClient(
      access,
      {
        state: (state) => this.states.push(state),
        event: (event) => this.events.push(event),
        packets: (batch) => {
          for (const { bytes } of readTapBatch(batch) ?? []) this.tapped += bytes.length;
        },
      },
      surroundings,
    );
    onTestFinished(() => this.client.close());
  }

  /** Stops or resumes reading. */
  read(doesRead: boolean): void {
    if (doesRead) this.#socket?.resume();
    else this.#socket?.pause();
  }

  async reaches(kind: ControlState['kind']): Promise<void> {
    await eventually(() => {
      if (this.states.at(-1)?.kind !== kind) throw new Error(`not yet ${kind}`);
    });
  }
}

function accessTo({ app }: TestCompanion, token = TOKEN): ControlAccess {
  return { kind: 'socket', url: `${app.replace('http', 'ws')}control`, token };
}

describe('the app’s control client at the companion', () => {
  it('sends requests, and reconnects after a restart: at once with the same token, otherwise with the new one', async () => {
    // A port below the range that the system assigns meanwhile.
    const first = await startTestCompanion({ token: TOKEN, http: { port: 27_411, given: false } });
    const line = new NodeLine(accessTo(first));
    expect(await line.client.ask({ kind: 'statistics' })).toMatchObject({ kind: 'statistics' });
    expect(await line.client.ask({ kind: 'run-fleet', isRunning: true })).toMatchObject({
      kind: 'refused',
    });
    await first.close();
    await line.reaches('lost');
    const http = { port: Number(new URL(first.app).port), given: true };
    const second = await startTestCompanion({ token: TOKEN, http });
    await line.reaches('open');
    await second.close();
    const third = await startTestCompanion({ http });
    await line.reaches('refused');
    line.client.renew(accessTo(third, third.madeToken));
    await line.reaches('open');
    expect(await line.client.ask({ kind: 'facts' })).toMatchObject({ kind: 'facts' });
  });

  it('receives a notice of omissions while it did not read, and the rest', async () => {
    const companion = await startTestCompanion({ token: TOKEN });
    const line = new NodeLine(accessTo(companion));
    await line.client.ask({ kind: 'tap', tap: 1, clients: 'all', kept: false });
    line.read(false);
    const { client } = await connectClient(companion.mqtt, { clientId: 'flood' });
    const payload = Buffer.alloc(1024 * 1024);
    for (let n = 0; n < 14; n += 1) await client.publishAsync('t', payload, { qos: 1 });
    line.read(true);
    const gaps = (): number =>
      line.events.reduce((sum, event) => sum + (event.kind === 'tap-gap' ? event.bytes : 0), 0);
    await expect.poll(gaps, { interval: 5 }).toBeGreaterThan(payload.length);
    expect(gaps() + line.tapped).toBeGreaterThan(14 * payload.length);
    const before = line.tapped;
    await client.publishAsync('t', 'after', { qos: 1 });
    await expect.poll(() => line.tapped, { interval: 5 }).toBeGreaterThan(before);
  });
});
