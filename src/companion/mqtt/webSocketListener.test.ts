import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../base/eventually.testkit.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import { upgradeRequest } from '../webSocketBytes.testkit.ts';

/** MQTT 3.1.1, clean session, client id `w`, no keep alive. */
const CONNECT = Buffer.from('100d00044d5154540402000000 0177'.replaceAll(' ', ''), 'hex');
const CONNACK = '20020000';
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const PINGREQ = Buffer.from('c000', 'hex');
const PINGRESP = 'd000';

function open(url: string, protocols: string[], headers: Record<string, string> = {}): WebSocket {
  const socket = new WebSocket(url, protocols, { headers });
  onTestFinished(() => socket.terminate());
  return socket;
}

function tcp(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Status of the handshake: 101 for success. */
function statusOf(
  url: string,
  protocols: string[],
  headers: Record<string, string> = {},
): Promise<number> {
  const socket = open(url, protocols, headers);
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}

function nextFrame(socket: WebSocket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('message', (data) => {
      if (data instanceof Buffer) resolve(data.toString('hex'));
      else reject(new Error('not one piece'));
    });
  });
}

function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve));
}

describe('the WebSocket handshake', () => {
  it.each([
    [['mqtt'], 'mqtt'],
    [['mqttv3.1'], 'mqttv3.1'],
    [['soap', 'mqttv3.1', 'mqtt'], 'mqttv3.1'],
  ])('offered %j, %s is chosen [MQTT-6.0.0-4; 3.1.1: MQTT-6.0.0-4]', async (offered, chosen) => {
    const { ws } = await startTestCompanion();
    const socket = open(ws, offered);
    await once(socket, 'open');
    expect(socket.protocol).toBe(chosen);
    expect(socket.extensions).toBe('');
  });

  it('without a subprotocol of MQTT is rejected', async () => {
    const { ws } = await startTestCompanion();
    expect(await statusOf(ws, [])).toBe(400);
    expect(await statusOf(ws, ['soap'])).toBe(400);
  });

  it('at another path is not found', async () => {
    const { ws, app } = await startTestCompanion();
    expect(await statusOf(`${ws}/x`, ['mqtt'])).toBe(404);
    expect(await statusOf(app.replace('http', 'ws'), ['mqtt'])).toBe(404);
    expect(await statusOf(`${ws}?x=1`, ['mqtt'])).toBe(101);
    const bare = await startTestCompanion({ broker: false });
    expect(await statusOf(`${bare.app.replace('http', 'ws')}mqtt`, ['mqtt'])).toBe(404);
  });

  it('is rejected for foreign pages and host names', async () => {
    const { ws, app } = await startTestCompanion({ allowedOrigins: ['https://app.example'] });
    const { origin, port } = new URL(app);
    expect(await statusOf(ws, ['mqtt'], { origin: 'http://evil.example' })).toBe(403);
    expect(await statusOf(ws, ['mqtt'], { origin: 'null' })).toBe(403);
    expect(await statusOf(ws, ['mqtt'], { host: 'evil.example' })).toBe(403);
    expect(await statusOf(ws, ['mqtt'], { origin })).toBe(101);
    // The Origin of paho-python 1.6 over plain WebSocket.
    const likeOwn = origin.replace('http:', 'https:');
    expect(await statusOf(ws, ['mqtt'], { origin: likeOwn })).toBe(101);
    expect(await statusOf(ws, ['mqtt'], { origin: 'https://127.0.0.1' })).toBe(403);
    expect(await statusOf(ws, ['mqtt'], { origin: `http://localhost:${port}` })).toBe(101);
    expect(await statusOf(ws, ['mqtt'], { origin: 'https://app.example' })).toBe(101);
  });
});

it('devices are accepted under the cloud’s host name, pages are not', async () => {
  const platform = { file: undefined, settings: {} };
  const { ws, app } = await startTestCompanion({ platform });
  const host = 'a1B2c3D4e5F.iot-as-mqtt.cn-shanghai.aliyuncs.com:443';
  for (const url of [ws, app.replace('http', 'ws')]) {
    expect(await statusOf(url, ['mqtt'], { host })).toBe(101);
    expect(await statusOf(url, ['mqtt'], { host, origin: `http://${host}` })).toBe(403);
  }
  expect(await statusOf(ws.replace('/mqtt', '/control'), ['mqtt'], { host })).toBe(403);
});

describe('WebSocket frames', () => {
  async function connected(): Promise<WebSocket> {
    const { ws } = await startTestCompanion();
    const socket = open(ws, ['mqtt']);
    await once(socket, 'open');
    socket.send(CONNECT);
    expect(await nextFrame(socket)).toBe(CONNACK);
    return socket;
  }

  it('hold packets whole, in part, or several [MQTT-6.0.0-2; 3.1.1: MQTT-6.0.0-2]', async () => {
    const socket = await connected();
    socket.send(PINGREQ.subarray(0, 1));
    socket.send(Buffer.concat([PINGREQ.subarray(1), PINGREQ, PINGREQ.subarray(0, 1)]));
    let received = '';
    socket.on('message', (data) => {
      if (data instanceof Buffer) received += data.toString('hex');
    });
    socket.send(PINGREQ.subarray(1));
    while (received.length < 3 * PINGRESP.length) await once(socket, 'message');
    expect(received).toBe(PINGRESP.repeat(3));
  });

  it('are read as they arrive: an endless message is not gathered', async () => {
    const socket = await connected();
    socket.send(Buffer.concat([PINGREQ, PINGREQ]), { fin: false });
    expect(await nextFrame(socket)).toBe(PINGRESP.repeat(2));
  });

  it('of pings are answered, up to a limit for a client that does not read', async () => {
    const socket = await connected();
    socket.ping('hi');
    const answer: unknown = await new Promise((resolve) => socket.once('pong', resolve));
    expect(String(answer)).toBe('hi');

    const flood = 400_000;
    const payload = Buffer.alloc(125);
    let answers = 0;
    socket.on('pong', () => {
      answers += 1;
    });
    socket.pause();
    for (let count = 1; count < flood; count += 1) socket.ping(payload);
    // The system holds the responses that it has taken.
    await new Promise((resolve) => socket.ping(payload, true, resolve));
    socket.resume();
    socket.close();
    await once(socket, 'close');
    expect(answers).toBeGreaterThan(0);
    expect(answers).toBeLessThan(flood / 2);
  });

  it('join the responses of one turn of the event loop', async () => {
    const socket = await connected();
    socket.send(Buffer.concat(Array.from({ length: 1000 }, () => PINGREQ)));
    let received = '';
    let frames = 0;
    for (; received.length < 1000 * PINGRESP.length; frames += 1)
      received += await nextFrame(socket);
    expect(received).toBe(PINGRESP.repeat(1000));
    // A busy machine may need several turns.
    expect(frames).toBeLessThan(10);
  });

  // Paho C loses packets that follow CONNACK or SUBACK in the same frame.
  it('hold CONNACK and SUBACK alone within one turn, and the rest together', async () => {
    const { ws, mqtt } = await startTestCompanion();
    // A session `w` with a queued message of QoS 1, and a retained message on `r`.
    const keeper = tcp(Number(new URL(mqtt).port));
    keeper.write(hex('100d 0004 4d515454 04 00 0000 0001 77'));
    keeper.write(hex('8206 0001 0001 71 01'));
    keeper.write(hex('e000'));
    await once(keeper.resume(), 'close');
    const publisher = tcp(Number(new URL(mqtt).port));
    publisher.write(hex('100d 0004 4d515454 04 02 0000 0001 70'));
    publisher.write(hex('3206 0001 71 0001 78'));
    publisher.write(hex('3104 0001 72 79'));
    publisher.write(hex('e000'));
    await once(publisher.resume(), 'close');

    const socket = open(ws, ['mqtt']);
    await once(socket, 'open');
    const frames: string[] = [];
    socket.on('message', (data) => {
      if (data instanceof Buffer) frames.push(data.toString('hex'));
    });
    // CONNECT, PINGREQ, SUBSCRIBE to `r`, two PINGREQ.
    socket.send(
      Buffer.concat([
        hex('100d 0004 4d515454 04 00 0000 0001 77'),
        PINGREQ,
        hex('8206 0002 0001 72 00'),
        PINGREQ,
        PINGREQ,
      ]),
    );
    await eventually(() => expect(frames.join('')).toHaveLength(2 * (4 + 8 + 2 + 5 + 6 + 4)));
    const connack = '20020100';
    const suback = '9003000200';
    expect(frames[0]).toBe(connack);
    expect(frames).toContain(suback);
    expect(frames[1]).toMatch(/^32060001710001/);
    expect(frames.at(-1)).toMatch(new RegExp(`^310400017279${PINGRESP.repeat(2)}$`));
  });

  it('hold one packet each for programs that send an Origin, such as Paho’s for C, which reads no more', async () => {
    const { ws, app } = await startTestCompanion();
    const socket = open(ws, ['mqtt'], { origin: new URL(app).origin });
    await once(socket, 'open');
    const frames: string[] = [];
    socket.on('message', (data) => {
      if (data instanceof Buffer) frames.push(data.toString('hex'));
    });
    socket.send(Buffer.concat([CONNECT, PINGREQ, PINGREQ, PINGREQ]));
    await eventually(() => expect(frames).toEqual([CONNACK, PINGRESP, PINGRESP, PINGRESP]));
  });

  it('of text end the connection [MQTT-6.0.0-1; 3.1.1: MQTT-6.0.0-1]', async () => {
    const socket = await connected();
    socket.send('text');
    expect(await closeCode(socket)).toBe(1003);
  });

  it.each([
    ['a closing frame', '8880 00000000'],
    ['a frame of text', '8181 00000000 78'],
  ])('after %s the client is removed, although its socket stays open', async (_, frame) => {
    const { ws } = await startTestCompanion();
    const { hostname, port } = new URL(ws);
    const watcher = open(ws, ['mqtt']);
    await once(watcher, 'open');
    watcher.send(CONNECT);
    await nextFrame(watcher);
    // SUBSCRIBE to `gone`.
    watcher.send(Buffer.from('820900010004676f6e6500', 'hex'));
    await nextFrame(watcher);
    const lingering = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    onTestFinished(() => void lingering.destroy());
    lingering.write(upgradeRequest(ws));
    await once(lingering, 'data');
    // CONNECT with the will `x` to `gone`, with a zero mask.
    const packet = Buffer.from(
      '101600044d51545404060000 00016c0004676f6e65000178'.replace(' ', ''),
      'hex',
    );
    lingering.write(Buffer.concat([Buffer.from([0x82, 0x80 | packet.length, 0, 0, 0, 0]), packet]));
    await once(lingering, 'data');
    lingering.write(Buffer.from(frame.replaceAll(' ', ''), 'hex'));
    expect(await nextFrame(watcher)).toBe('30070004676f6e6578');
  });

  it('end with the connection', async () => {
    const socket = await connected();
    socket.send(Buffer.from('e000', 'hex'));
    expect(await closeCode(socket)).toBe(1000);
  });
});
