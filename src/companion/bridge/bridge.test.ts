import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../base/eventually.testkit.ts';
import { connectPacket, publishPacket } from '../../broker/core/broker.testkit.ts';
import type { LineTarget } from '../../connection/bridge/bridgeProtocol.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { CERT, echo, listeningWith, saying, tlsEcho, webEcho } from '../dial/servers.testkit.ts';
import { startTestCompanion, type TestCompanion } from '../serve/companion.testkit.ts';

/** A page at the bridge: its messages and received bytes. */
class Page {
  readonly told: unknown[] = [];
  frames = 0;
  received = 0;
  readonly #pieces: Buffer[] = [];
  readonly webSocket: WebSocket;

  constructor(app: string, headers: Readonly<Record<string, string>> = {}) {
    this.webSocket = new WebSocket(`${app.replace(/^http/, 'ws')}bridge`, { headers });
    this.webSocket.on('message', (data, isBinary) => {
      if (!(data instanceof Buffer)) return;
      if (isBinary) {
        this.#pieces.push(data);
        this.frames += 1;
        this.received += data.length;
      } else this.told.push(JSON.parse(data.toString()));
    });
    this.webSocket.on('error', () => undefined);
    onTestFinished(() => this.webSocket.terminate());
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  async say(value: unknown): Promise<this> {
    if (this.webSocket.readyState !== WebSocket.OPEN) await once(this.webSocket, 'open');
    this.webSocket.send(JSON.stringify(value));
    return this;
  }
}

const hello = (companion: TestCompanion, target: LineTarget) => ({
  kind: 'open',
  version: 1,
  token: companion.madeToken,
  target,
});

async function bridged(companion: TestCompanion, target: LineTarget): Promise<Page> {
  const page = await new Page(companion.app).say(hello(companion, target));
  await eventually(() => {
    if (page.told.length === 0) throw new Error('nothing was told yet');
  });
  return page;
}

describe('the bridge', () => {
  test('relays bytes unchanged in both directions over TCP, TLS and WebSocket', async () => {
    const companion = await startTestCompanion();
    const targets: LineTarget[] = [
      { url: `mqtt://127.0.0.1:${await echo()}` },
      { url: `mqtts://localhost:${await tlsEcho()}`, tls: { ca: { text: CERT } } },
      { url: `ws://127.0.0.1:${await webEcho(() => undefined)}/mqtt` },
    ];
    for (const target of targets) {
      const page = await bridged(companion, target);
      const sent = randomBytes(1_000_000);
      for (let at = 0; at < sent.length; at += 100_000) {
        page.webSocket.send(sent.subarray(at, at + 100_000));
      }
      await eventually(() => expect(page.bytes.length).toBe(sent.length));
      expect(page.bytes.equals(sent)).toBe(true);
    }
  });

  test('a probe makes the handshakes, carries no bytes, and obeys the same rules', async () => {
    const companion = await startTestCompanion();
    const probe = async (target: LineTarget, token = companion.madeToken): Promise<Page> => {
      const page = await new Page(companion.app).say({
        ...hello(companion, target),
        kind: 'probe',
        token,
      });
      await once(page.webSocket, 'close');
      return page;
    };
    const greeting = await probe({ url: `mqtt://127.0.0.1:${await saying('hello')}` });
    expect(greeting.told).toMatchObject([{ kind: 'opened' }]);
    expect(greeting.received).toBe(0);
    const tls = await probe({ url: `mqtts://localhost:${await tlsEcho()}` });
    expect(tls.told).toMatchObject([{ kind: 'failed', failure: { key: 'certificate' } }]);
    const forbidden = await probe({ url: 'mqtt://169.254.169.254' });
    expect(forbidden.told).toMatchObject([{ kind: 'failed', failure: { key: 'not-allowed' } }]);
    const stranger = await probe({ url: 'mqtt://127.0.0.1:1' }, 'wrong');
    expect(stranger.told).toMatchObject([{ kind: 'refused' }]);
  });

  test('relays secrets unchanged, but hides them from observers of faults', async () => {
    const companion = await startTestCompanion();
    const page = await bridged(companion, { url: `mqtt://127.0.0.1:${await echo()}` });
    const password = new TextEncoder().encode('pässword');
    const connect = encode(connectPacket('page', { userName: 'ann', password, properties: [] }), 5);
    const auth = encode(
      {
        type: 'auth',
        reasonCode: 0x18,
        properties: [
          { name: 'authenticationMethod', value: 'SCRAM-SHA-256' },
          { name: 'authenticationData', value: password },
        ],
      },
      5,
    );
    const sent = Buffer.concat([connect, auth]);
    page.webSocket.send(sent);
    await eventually(() => expect(page.bytes.length).toBe(sent.length));
    expect(page.bytes.toString('hex')).toBe(sent.toString('hex'));
  });

  test('joins the packets of one turn into fewer frames for the page', async () => {
    const companion = await startTestCompanion();
    const page = await bridged(companion, {
      url: `ws://127.0.0.1:${await webEcho(() => undefined)}/mqtt`,
    });
    for (let count = 0; count < 2000; count += 1) page.webSocket.send(Buffer.of(0xd0, 0));
    await eventually(() => expect(page.bytes.length).toBe(4000));
    expect(page.frames).toBeLessThan(1000);
  });

  /** ms; long, because a busy machine takes long for this many bytes. */
  const TIMEOUT = 120_000;
  test(
    'applies back-pressure to a server whose page does not read, and vice versa',
    async () => {
      const companion = await startTestCompanion();
      let theirs: Socket | undefined;
      const port = await listeningWith((socket) => {
        theirs = socket;
        socket.pause();
      });
      const page = await bridged(companion, { url: `mqtt://127.0.0.1:${port}` });
      const message = encode(publishPacket('large', new Uint8Array(1024 * 1024)), 5);
      for (let count = 0; count < 40; count += 1) page.webSocket.send(message);
      const unsent = (): number => page.webSocket.bufferedAmount;
      await vi.waitFor(() => expect(unsent()).toBeGreaterThan(20 * message.length), TIMEOUT);
      let arrived = 0;
      theirs?.on('data', (bytes: Buffer) => {
        arrived += bytes.length;
      });
      theirs?.resume();
      await vi.waitFor(() => expect(arrived).toBe(40 * message.length), TIMEOUT);

      page.webSocket.pause();
      for (let count = 0; count < 40; count += 1) theirs?.write(message);
      await vi.waitFor(
        () => expect(theirs?.writableLength).toBeGreaterThan(20 * message.length),
        TIMEOUT,
      );
      page.webSocket.resume();
      await vi.waitFor(() => expect(page.received).toBe(40 * message.length), TIMEOUT);
    },
    3 * TIMEOUT,
  );

  test('reports why a line failed, with the facts learnt on the way', async () => {
    const companion = await startTestCompanion();
    const tls = { url: `mqtts://localhost:${await tlsEcho()}` };
    const page = await new Page(companion.app).say(hello(companion, tls));
    await expect
      .poll(() => page.told)
      .toMatchObject([
        {
          kind: 'failed',
          failure: { key: 'certificate', args: { fault: 'self-signed' } },
          facts: { tls: { chain: [{ subject: 'CN=localhost' }] } },
        },
      ]);
    await eventually(() => expect(page.webSocket.readyState).toBe(WebSocket.CLOSED));
  });

  test.each(['mqtts://ann:PLANTED@host:99999', 'mqtt://%ff', 'unix:///%zz', 'PLANTED'])(
    'an invalid address (%s) is reported, and the companion continues',
    async (url) => {
      const companion = await startTestCompanion();
      const page = await bridged(companion, { url });
      expect(page.told).toMatchObject([
        { kind: 'failed', failure: { key: 'bad-address', args: { what: 'url' } } },
      ]);
      expect(JSON.stringify(page.told) + companion.notices.join('')).not.toContain('PLANTED');
      const next = await bridged(companion, { url: `mqtt://127.0.0.1:${await echo()}` });
      expect(next.told).toMatchObject([{ kind: 'opened' }]);
    },
  );

  test('reports the server’s end after all its data', async () => {
    const companion = await startTestCompanion();
    const url = `mqtt://127.0.0.1:${await saying('goodbye')}`;
    const page = await new Page(companion.app).say(hello(companion, { url }));
    await expect
      .poll(() => page.told)
      .toMatchObject([{ kind: 'opened' }, { kind: 'ended', why: { kind: 'closed' } }]);
    expect(page.bytes.toString()).toBe('goodbye');
  });

  test('reports the alert of a server that rejects the certificate after the handshake', async () => {
    const companion = await startTestCompanion();
    const port = await tlsEcho({ requestCert: true, rejectUnauthorized: true, ca: CERT });
    const tls = { ca: { text: CERT } };
    const page = await new Page(companion.app).say(
      hello(companion, { url: `mqtts://localhost:${port}`, tls }),
    );
    await expect
      .poll(() => page.told)
      .toMatchObject([
        { kind: 'failed', failure: { key: 'tls-alert', args: { alert: 'certificate_required' } } },
      ]);
  });

  test('ends the connection when the page closes', async () => {
    const companion = await startTestCompanion();
    let ended = false;
    const port = await listeningWith((socket) => {
      socket.resume().once('end', () => {
        ended = true;
      });
    });
    const page = await bridged(companion, { url: `mqtt://127.0.0.1:${port}` });
    page.webSocket.close();
    await eventually(() => expect(ended).toBe(true));
  });
});

describe('rejects', () => {
  const target = { url: 'mqtt://127.0.0.1:1' };

  test('a missing token and an invalid request', async () => {
    const companion = await startTestCompanion();
    const { app } = companion;
    const right = hello(companion, target);
    const wrong = await new Page(app).say({ ...right, token: 'guessed' });
    await expect
      .poll(() => wrong.told)
      .toMatchObject([{ kind: 'refused', said: { fact: { key: 'token-wrong' } } }]);
    const none = await new Page(app).say({ ...right, token: '' });
    await expect
      .poll(() => none.told)
      .toMatchObject([{ kind: 'refused', said: { fact: { key: 'token-missing' } } }]);
    for (const said of [{ kind: 'hello' }, [], { ...right, version: 2 }, { ...right, more: 1 }]) {
      const page = await new Page(app).say(said);
      await expect.poll(() => page.told).toMatchObject([{ kind: 'refused' }]);
    }
    const bytes = new Page(app);
    await once(bytes.webSocket, 'open');
    bytes.webSocket.send(Buffer.from('bytes'));
    await expect.poll(() => bytes.told).toMatchObject([{ kind: 'refused' }]);
    const smuggled = await new Page(app).say({
      ...right,
      target: { ...target, headers: [['X', 'a\r\nHost: other']] },
    });
    await expect.poll(() => smuggled.told).toMatchObject([{ kind: 'refused' }]);
  });

  test('an oversized first message, without buffering it', async () => {
    const { webSocket, told } = new Page((await startTestCompanion()).app);
    await once(webSocket, 'open');
    webSocket.send(Buffer.alloc(16 * 1024 * 1024));
    const closed: unknown[] = await once(webSocket, 'close');
    expect(closed[0]).toBe(1006);
    expect(told).toEqual([]);
  });

  test('an endless first message', async () => {
    const { webSocket, told } = new Page((await startTestCompanion()).app);
    await once(webSocket, 'open');
    webSocket.send(Buffer.alloc(5 * 1024 * 1024, ' '), { fin: false, binary: false });
    const closed: unknown[] = await once(webSocket, 'close');
    // Not a timeout, which would be reported.
    expect([closed[0], told]).toEqual([1006, []]);
  });

  test.each([
    ['than a few may', 5, {}],
    ['than there is memory', 2, { memory: 3 * 1024 * 1024 }],
  ])(
    'long first messages beyond a common limit %s, without affecting others',
    async (_, strangers, limits) => {
      const companion = await startTestCompanion({ limits });
      const pages = Array.from({ length: strangers }, () => new Page(companion.app));
      await Promise.all(pages.map(({ webSocket }) => once(webSocket, 'open')));
      for (const { webSocket } of pages) {
        webSocket.send(Buffer.alloc(2 * 1024 * 1024, ' '), { fin: false, binary: false });
      }
      const closed = pages.map(({ webSocket }) => once(webSocket, 'close'));
      await Promise.race(closed);
      // Not timeouts, either.
      expect(pages.map(({ told }) => told)).toEqual(pages.map(() => []));
      await bridged(companion, { url: `mqtt://127.0.0.1:${await echo()}` });
    },
  );

  test('silence, with a timeout message', async () => {
    const companion = await startTestCompanion();
    const { webSocket, told } = new Page(companion.app);
    const closed: unknown[] = await once(webSocket, 'close');
    expect(closed[0]).toBe(1008);
    const fact = { key: 'hello-late', args: { seconds: 5 } };
    expect(told).toMatchObject([{ kind: 'refused', said: { fact } }]);
  });

  test('the oldest of many pages without a token', async () => {
    const companion = await startTestCompanion();
    await bridged(companion, { url: `mqtt://127.0.0.1:${await echo()}` });
    const oldest = new Page(companion.app);
    await once(oldest.webSocket, 'open');
    const others = Array.from({ length: 32 }, () => new Page(companion.app));
    await once(oldest.webSocket, 'close');
    expect(oldest.told).toMatchObject([
      { kind: 'refused', said: { fact: { key: 'many-others' } } },
    ]);
    for (const { webSocket } of others) expect(webSocket.readyState).toBeLessThanOrEqual(1);
  });

  test('a foreign page, and every page when it is off', async () => {
    const foreign = new Page((await startTestCompanion()).app, { origin: 'https://evil.example' });
    const refusal: unknown[] = await once(foreign.webSocket, 'unexpected-response');
    expect(refusal[1]).toMatchObject({ statusCode: 403 });
    const off = await startTestCompanion({ bridge: undefined });
    expect(await (await fetch(`${off.app}companion.json`)).json()).not.toHaveProperty('bridge');
    const page = new Page(off.app);
    const answers: unknown[] = await once(page.webSocket, 'unexpected-response');
    expect(answers[1]).toMatchObject({ statusCode: 404 });
  });

  test('destinations outside --bridge-allow', async () => {
    const companion = await startTestCompanion({ bridge: { allowed: ['broker.example:8883'] } });
    const url = `mqtt://127.0.0.1:${await echo()}`;
    const page = await new Page(companion.app).say(hello(companion, { url }));
    await expect
      .poll(() => page.told)
      .toMatchObject([
        {
          kind: 'failed',
          failure: { key: 'not-allowed', args: { why: 'not-listed' } },
        },
      ]);
  });

  test('secrets are in no answer, no notice and no line of the log', async () => {
    const lines: string[] = [];
    const companion = await startTestCompanion({
      log: {
        write: async (text) => void lines.push(text),
        reopen: async () => undefined,
        close: async () => undefined,
      },
    });
    const tls = await tlsEcho();
    const ws = await webEcho(() => undefined);
    const given = {
      passphrase: 'PLANTED',
      psk: { identity: 'pump', key: 'PLANTED' },
    };
    const targets: LineTarget[] = [
      { url: `ws://127.0.0.1:${ws}/mqtt`, headers: [['Authorization', 'Bearer PLANTED']] },
      { url: `ws://127.0.0.1:${ws}/PLANTED?token=PLANTED`, headers: [['X', 'PLANTED €']] },
      { url: `mqtt://ann:PLANTED@127.0.0.1:1` },
      { url: 'mqtt://127.0.0.1:1', proxy: 'socks5://ann:PLANTED@127.0.0.1:1' },
      { url: 'mqtt://127.0.0.1:1', proxy: 'ftp://ann:PLANTED@127.0.0.1:1' },
      { url: `mqtts://localhost:${tls}`, tls: { psk: given.psk } },
      { url: `mqtts://localhost:${tls}`, tls: { passphrase: 'PLANTED', key: { text: 'PLANTED' } } },
      { url: `mqtts://localhost:${tls}`, tls: { cert: { text: CERT }, key: { text: 'PLANTED' } } },
      { url: `mqtts://localhost:${tls}`, tls: { pfx: { text: 'PLANTED' }, passphrase: 'PLANTED' } },
    ];
    for (const target of targets) {
      const { told } = await bridged(companion, target);
      expect(JSON.stringify(told)).not.toContain('PLANTED');
    }
    await companion.close();
    expect(lines.join('')).toContain('bridge-failed');
    expect(lines.join('') + companion.notices.join('')).not.toContain('PLANTED');
  });

  test('works without a broker', async () => {
    const companion = await startTestCompanion({ broker: false });
    const page = await bridged(companion, { url: `mqtt://127.0.0.1:${await echo()}` });
    expect(page.told).toMatchObject([{ kind: 'opened' }]);
  });
});
