/**
 * Tests the local platform with the bytes that the vendor's Link SDK 4.1 for C sends: it never subscribes to
 * system topics, posts without `method`, and answers synchronous services on `/ext/rrpc/…`.
 */
import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { ControlCommand } from '../../broker/control/control.ts';
import { controlCommand } from '../control/controlCommand.testkit.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';

const bytes = (text: string): Buffer => {
  const content = Buffer.from(text);
  return Buffer.concat([Buffer.from([content.length >> 8, content.length & 0xff]), content]);
};

/** A control packet with its remaining length. */
function packet(first: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length =
    body.length < 128 ? [body.length] : [(body.length & 0x7f) | 0x80, body.length >> 7];
  return Buffer.concat([Buffer.from([first, ...length]), body]);
}

interface Received {
  readonly topic: string;
  readonly payload: string;
}

/** Core of the SDK over a socket, without any other MQTT library. */
class LinkSdk {
  readonly #socket: Socket;
  #data = Buffer.alloc(0);
  readonly #waiting: ((packet: Buffer) => void)[] = [];
  readonly #packets: Buffer[] = [];

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    onTestFinished(() => void this.#socket.destroy());
    this.#socket.on('data', (data) => {
      this.#data = Buffer.concat([this.#data, data]);
      this.#cut();
    });
  }

  #cut(): void {
    for (;;) {
      const [, low = 0, high = 0] = this.#data;
      const isLong = low > 0x7f;
      const length = isLong ? (low & 0x7f) + high * 128 : low;
      const end = (isLong ? 3 : 2) + length;
      if (this.#data.length < 2 || this.#data.length < end) return;
      const whole = this.#data.subarray(0, end);
      this.#data = this.#data.subarray(end);
      const next = this.#waiting.shift();
      if (next === undefined) this.#packets.push(whole);
      else next(whole);
    }
  }

  next(): Promise<Buffer> {
    const first = this.#packets.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** `core_mqtt_connect` with the client identifier, user name and password of `core_auth.c`. */
  async connect(pk: string, dn: string, secret: string): Promise<number | undefined> {
    const clientId = `${pk}.${dn}|timestamp=2524608000000,_ss=1,_v=sdk-c-4.1.0,securemode=3,signmethod=hmacsha256,ext=3,|`;
    const text = `clientId${pk}.${dn}deviceName${dn}productKey${pk}timestamp2524608000000`;
    const password = createHmac('sha256', secret).update(text).digest('hex').toUpperCase();
    const head = Buffer.from([0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0xc2, 0x04, 0xb0]);
    this.#socket.write(packet(0x10, head, bytes(clientId), bytes(`${dn}&${pk}`), bytes(password)));
    return (await this.next())[3];
  }

  publish(topic: string, payload: string): void {
    this.#socket.write(packet(0x30, bytes(topic), Buffer.from(payload)));
  }

  /** The next PUBLISH; a QoS 1 message is acknowledged. */
  async received(): Promise<Received> {
    const data = await this.next();
    const start = (data[1] ?? 0) > 0x7f ? 3 : 2;
    const length = data.readUInt16BE(start);
    const qos = ((data[0] ?? 0) >> 1) & 3;
    const after = start + 2 + length;
    if (qos > 0) this.#socket.write(packet(0x40, data.subarray(after, after + 2)));
    return {
      topic: data.toString('utf8', start + 2, after),
      payload: data.toString('utf8', after + (qos > 0 ? 2 : 0)),
    };
  }
}

async function scene() {
  const companion = await startTestCompanion({ platform: { file: undefined, settings: {} } });
  const [device] = companion.madeDevices;
  if (device === undefined) throw new Error('no device was made');
  const sdk = new LinkSdk(Number(new URL(companion.mqtt).port));
  const { productKey, deviceName, deviceSecret } = device;
  expect(await sdk.connect(productKey, deviceName, deviceSecret)).toBe(0);
  const ask = (command: ControlCommand) => controlCommand(companion, command);
  return { sdk, ask, device: { productKey, deviceName }, names: `${productKey}/${deviceName}` };
}

it('receives the reply to a post without method, and without a SUBSCRIBE', async () => {
  const { sdk, names } = await scene();
  sdk.publish(
    `/sys/${names}/thing/event/property/post`,
    '{"id":"1","version":"1.0","params":{"temperature": 21.5},"sys":{"ack":1}}',
  );
  const { topic, payload } = await sdk.received();
  expect(topic).toBe(`/sys/${names}/thing/event/property/post_reply`);
  expect(payload).toMatch(/^\{"id":"1","code":200,/);
});

it('receives the time of NTP', async () => {
  const { sdk, names } = await scene();
  sdk.publish(`/ext/ntp/${names}/request`, '{"deviceSendTime":"1718000001100"}');
  const { topic, payload } = await sdk.received();
  expect(topic).toBe(`/ext/ntp/${names}/response`);
  expect(payload).toContain('"deviceSendTime":"1718000001100"');
});

it('receives property sets and answers them', async () => {
  const { sdk, ask, device, names } = await scene();
  const params = '{"powerSwitch":1}';
  const set = ask({ kind: 'set-property', ...device, params, wait: true });
  const { topic, payload } = await sdk.received();
  expect(topic).toBe(`/sys/${names}/thing/service/property/set`);
  const id = /"id":"(\d+)"/.exec(payload)?.[1] ?? '';
  sdk.publish(`${topic}_reply`, `{"id":"${id}","code":200,"data":{}}`);
  expect(await set).toMatchObject({ call: { state: 'answered', code: 200 } });
});

it('answers a synchronous service on the topic of the request', async () => {
  const { sdk, ask, device, names } = await scene();
  const service = 'selfTest';
  const called = ask({ kind: 'invoke-service', ...device, service, input: '{}', wait: true });
  const { topic, payload } = await sdk.received();
  expect(topic).toMatch(new RegExp(`^/ext/rrpc/\\d+/sys/${names}/thing/service/selfTest$`));
  expect(payload).toContain('"method":"thing.service.selfTest"');
  const id = /"id":"(\d+)"/.exec(payload)?.[1] ?? '';
  sdk.publish(topic, `{"id":"${id}","code":200,"data":{}}`);
  expect(await called).toMatchObject({ call: { state: 'answered', code: 200 } });
});

it('answers a request of the application, which waits for it', async () => {
  const { sdk, ask, device, names } = await scene();
  const asked = ask({ kind: 'rrpc', ...device, payload: btoa('{"on":true}'), wait: true });
  const { topic, payload } = await sdk.received();
  expect([topic, payload]).toEqual([
    expect.stringMatching(new RegExp(`^/sys/${names}/rrpc/request/\\d+$`)),
    '{"on":true}',
  ]);
  sdk.publish(topic.replace('request', 'response'), 'switched on');
  expect(await asked).toMatchObject({
    call: { what: 'rrpc', state: 'answered', data: '"switched on"' },
  });
});

it('answers a service that the model calls asynchronously', async () => {
  const { sdk, ask, device } = await scene();
  const service = 'restart';
  const called = ask({
    kind: 'invoke-service',
    ...device,
    service,
    input: '{"delay":1}',
    wait: true,
  });
  const { topic } = await sdk.received();
  // Some packages answer with a different id.
  sdk.publish(`${topic}_reply`, '{"id":"own-1","code":200,"data":{}}');
  expect(await called).toMatchObject({ call: { state: 'answered', code: 200 } });
});

it('receives the thing model, and an event says what is not simulated', async () => {
  const { sdk, ask, device, names } = await scene();
  sdk.publish(`/sys/${names}/thing/dsltemplate/get`, '{"id":"9","version":"1.0","params":{}}');
  const { topic, payload } = await sdk.received();
  expect(topic).toBe(`/sys/${names}/thing/dsltemplate/get_reply`);
  expect(payload).toContain('"identifier":"temperature"');
  sdk.publish(`/sys/${names}/thing/job/get`, '{"id":"10","params":{}}');
  sdk.publish(`/sys/${names}/thing/log/post`, '{"id":"11","params":[{"logContent":"a"}]}');
  const reply = await sdk.received();
  expect(reply.topic).toBe(`/sys/${names}/thing/log/post_reply`);
  expect(reply.payload).toMatch(/^\{"id":"11","code":200,/);
  expect(await ask({ kind: 'platform-device', ...device })).toMatchObject({
    device: {
      events: [
        { topic: `/sys/${names}/thing/log/post`, why: 'not-simulated', code: 200 },
        { topic: `/sys/${names}/thing/job/get`, why: 'not-simulated' },
        { topic: `/sys/${names}/thing/dsltemplate/get`, code: 200 },
      ],
    },
  });
});
