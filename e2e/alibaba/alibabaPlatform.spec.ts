/** The local platform over the network, for devices and programs of the cloud's side. */
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ConnectPacket } from '../../src/mqtt/tables/packet.ts';
import { connectOther, type OtherClient } from '../kit/peers/client.ts';
import type { Companion } from '../kit/peers/companion.ts';
import {
  cloudOf,
  command,
  type DeviceSecrets,
  deviceOptions,
  PATIENT,
  printedDevices,
} from '../kit/peers/platform.ts';
import { until } from '../kit/peers/processes.ts';
import { connecting, RawClient } from '../kit/peers/rawClient.ts';
import { expect, test } from '../kit/test.ts';

/** CONNECT over TCP with MQTT 3.1.1. Returns the return code, the only reason in that version. */
async function returnCode(companion: Companion, fields: Partial<ConnectPacket>): Promise<number> {
  const client = await new RawClient(4).open('TCP', companion);
  try {
    client.send(connecting(4, { cleanStart: false, ...fields }));
    return (await client.expect('connack')).reasonCode;
  } finally {
    client.kill();
  }
}

const own = (device: DeviceSecrets, rest: string): string =>
  `/sys/${device.productKey}/${device.deviceName}/${rest}`;

function signedIn(device: DeviceSecrets, fields: Partial<ConnectPacket> = {}) {
  const { clientId, username, password } = deviceOptions(device);
  return { clientId, userName: username, password: Buffer.from(password), ...fields };
}

/** A text member of a response. */
function textMember(value: unknown, ...names: readonly string[]): string {
  let at = value;
  for (const name of names) {
    at = new Map<string, unknown>(Object.entries(at ?? {})).get(name);
  }
  if (typeof at !== 'string') throw new Error(`no ${names.join('.')} in ${JSON.stringify(value)}`);
  return at;
}

const asDevice = (companion: Companion, device: DeviceSecrets): Promise<OtherClient> =>
  connectOther(companion.mqtt, '3.1.1', deviceOptions(device));

const ended = (client: OtherClient): Promise<unknown> =>
  new Promise((resolve) => {
    client.client.once('close', () => resolve(undefined));
  });

test('devices sign in, keep their sessions, use their own topics, and are controlled', async ({
  startCompanion,
}) => {
  const companion = await startCompanion(['--no-demo', '--seed', '7', '--alibaba', ...PATIENT]);
  const cloud = cloudOf(companion);
  const devices = printedDevices(companion);
  expect(devices).toHaveLength(5);
  const [room, other] = devices;
  const lock = devices.find(({ productKey }) => productKey !== room?.productKey);
  if (room === undefined || other === undefined || lock === undefined)
    throw new Error('no devices');
  const wrong = { ...room, deviceSecret: other.deviceSecret };
  const unknown = { ...room, deviceName: 'nobody' };

  const code = (fields: Partial<ConnectPacket>) => returnCode(companion, fields);
  expect(await code(signedIn(room))).toBe(0);
  expect(await code(signedIn(wrong))).toBe(4);
  expect(await code(signedIn(unknown))).toBe(4);
  expect(await code({ ...signedIn(room), clientId: 'no tail' })).toBe(2);
  expect(await code(signedIn(room, { keepAlive: 20 }))).toBe(3);
  expect(await code(signedIn(room, { protocolLevel: 3, protocolName: 'MQIsdp' }))).toBe(0);
  await cloud.enable(other, false);
  expect(await code(signedIn(other))).toBe(5);
  await cloud.enable(other, true);
  expect(await cloud.device(other)).toMatchObject({ device: { row: { state: 'never' } } });
  // Other clients may connect from this machine, but cannot use a device's session.
  expect(await code({ clientId: 'anybody' })).toBe(0);
  expect(await code({ clientId: `${room.deviceName}&${room.productKey}` })).not.toBe(0);

  const clients: OtherClient[] = [];
  try {
    const first = await asDevice(companion, room);
    clients.push(first);
    const gone = ended(first);
    const second = await asDevice(companion, room);
    clients.push(second);
    await gone;

    const { client } = second;
    const control = `/${room.productKey}/${room.deviceName}/control`;
    const set = own(room, 'thing/service/property/set');
    const reply = own(room, 'thing/event/property/post_reply');
    const restart = own(room, 'thing/service/restart');
    const granted = await client.subscribeAsync([control, set, reply, restart], { qos: 1 });
    expect(granted.map(({ qos }) => qos)).toEqual([1, 1, 1, 1]);

    const post = own(room, 'thing/event/property/post');
    const message = { id: 7, params: { temperature: 22.5 }, method: 'thing.event.property.post' };
    await client.publishAsync(post, JSON.stringify(message), { qos: 1 });
    expect(JSON.parse((await second.message(reply)).payload)).toMatchObject({ id: 7, code: 200 });
    client.on('message', (topic, payload) => {
      if (topic !== set) return;
      const id = textMember(JSON.parse(payload.toString()), 'id');
      client.publish(`${set}_reply`, JSON.stringify({ id, code: 200, data: { done: true } }));
    });
    expect(await cloud.setProperty(room, { powerSwitch: 1 })).toMatchObject({
      call: { what: 'property', state: 'answered', code: 200, data: '{"done":true}' },
    });
    // By RRPC, without a subscription of the device.
    const deaf = await cloud.invoke(room, 'selfTest');
    expect(deaf).toMatchObject({ call: { state: 'not-subscribed' } });
    for (const [service, input, reason] of [
      ['another', {}, 'The thing model has no service another.'],
      ['restart', { delay: '1' }, /delay does not fit the thing model: .* got "1"/],
    ] as const) {
      const refused = await cloud.invoke(room, service, input);
      expect(refused).toMatchObject({ reason: expect.stringMatching(reason) });
    }

    // Messages for an absent device wait for it, whatever client id it uses next.
    const away = ended(second);
    second.kill();
    await away;
    await until(async () => {
      return JSON.stringify(await cloud.device(room)).includes('"state":"offline"');
    }, 'the device to be away');
    const missed = await cloud.setProperty(room, { powerSwitch: 0 });
    expect(missed).toMatchObject({ call: { state: 'offline' } });
    expect(await cloud.publish(room, { topic: control, payload: 'wait', qos: 1 })).toEqual({
      status: 200,
      json: { topic: control, qos: 1, size: 4 },
    });
    const later = await new RawClient(4).open('TCP', companion);
    later.send(connecting(4, { cleanStart: false, ...signedIn(room) }));
    expect(await later.expect('connack')).toMatchObject({ sessionPresent: true });
    expect(await later.take()).toMatchObject({ topic: control, qos: 1 });
    const foreign = own(other, 'thing/service/property/set');
    expect(await later.subscribe(foreign, { qos: 1 })).toEqual([128]);

    // The other product has no such class.
    const locked = await new RawClient(4).open('TCP', companion);
    locked.send(connecting(4, signedIn(lock)));
    await locked.expect('connack');
    const refused = `/${lock.productKey}/${lock.deviceName}/control`;
    expect(await locked.subscribe(refused, { qos: 1 })).toEqual([128]);
    expect(await cloud.enable(lock, false)).toEqual({ kind: 'done' });
    await locked.end();
    later.kill();
  } finally {
    await Promise.all(clients.map(({ client }) => client.endAsync(true)));
  }

  expect((await cloud.publish(unknown, {})).status).toBe(404);
  const page = { authorization: `Bearer ${cloud.token}`, origin: 'https://elsewhere.example' };
  const address = new URL('alibaba/api/devices', companion.app);
  expect((await fetch(address, { headers: page })).status).toBe(403);
  expect((await fetch(address)).status).toBe(401);
  expect(await cloud.devices()).toMatchObject({
    status: 200,
    json: { devices: devices.map(({ productKey }) => ({ productKey })) },
  });
  const told = JSON.stringify(await cloud.device(room)) + companion.stderr();
  expect(told).not.toContain(room.deviceSecret);
});

test('reports a call that the device does not answer in time', async ({ startCompanion }) => {
  const hasty = ['--alibaba-setting', 'callTimeout=500'];
  const companion = await startCompanion(['--no-demo', '--seed', '7', '--alibaba', ...hasty]);
  const [room] = printedDevices(companion);
  if (room === undefined) throw new Error('no devices');
  const { client } = await asDevice(companion, room);
  await client.subscribeAsync(own(room, 'thing/service/restart'), { qos: 1 });
  const silence = await cloudOf(companion).invoke(room, 'restart', { delay: 1 });
  expect(silence).toMatchObject({ call: { state: 'timed-out' } });
  await client.endAsync(true);
});

test('pre-authentication returns usable credentials; the file is read again by a command', async ({
  folder,
  startCompanion,
}) => {
  const device = { productKey: 'a1B2c3D4e5F', deviceName: 'press@07.a:b', deviceSecret: 'one' };
  const more = { ...device, deviceName: 'press-08', deviceSecret: 'two' };
  const file = path.join(folder, 'devices.json');
  const topics = [{ topic: '/a1B2c3D4e5F/${deviceName}/control', operation: 'SUB' }];
  const fresh = { ...device, deviceName: 'press-09', deviceSecret: 'three' };
  const productSecret = 'pS3cr3tAbCdEf012';
  const products = [{ productKey: device.productKey, topics, productSecret }];
  const settings = { badKeepAlive: 2, registrationChannel: 'any' };
  writeFileSync(file, JSON.stringify({ products, devices: [device, fresh], settings }));
  const companion = await startCompanion(['--no-demo', '--alibaba', file]);
  expect(companion.stdout()).not.toContain('device ');
  const code = (fields: Partial<ConnectPacket>) => returnCode(companion, fields);
  expect(await code(signedIn(device))).toBe(0);
  expect(await code(signedIn(device, { keepAlive: 10 }))).toBe(2);
  expect(await code(signedIn(more))).toBe(4);

  const { productKey, deviceName, deviceSecret } = device;
  const authenticate = async (secret: string) => {
    const signed = `clientIdmacdeviceName${deviceName}productKey${productKey}timestamp1`;
    const sign = createHmac('sha256', secret).update(signed).digest('hex').toUpperCase();
    const form = { productKey, deviceName, clientId: 'mac', timestamp: '1', sign };
    const response = await fetch(new URL('auth/devicename', companion.app), {
      method: 'POST',
      body: new URLSearchParams({ ...form, signmethod: 'hmacsha256', resources: 'mqtt' }),
    });
    const answer: unknown = await response.json();
    return answer;
  };
  expect(await authenticate('other')).toMatchObject({ code: 401 });
  const answer = await authenticate(deviceSecret);
  expect(answer).toMatchObject({
    code: 200,
    message: 'success',
    data: {
      resources: { mqtt: { host: '127.0.0.1', port: Number(new URL(companion.mqtt).port) } },
    },
  });
  const token = {
    clientId: 'mac',
    userName: textMember(answer, 'data', 'iotId'),
    password: Buffer.from(textMember(answer, 'data', 'iotToken')),
  };
  expect(await code(token)).toBe(0);
  expect(await code({ ...token, password: Buffer.from('guess') })).toBe(3);

  // A device with only its product's secret gets its own over HTTP, or over MQTT without a subscription.
  const asking = { productKey, deviceName: fresh.deviceName, random: '567345' };
  const registered = `deviceName${fresh.deviceName}productKey${productKey}random567345`;
  const sign = createHmac('sha1', productSecret).update(registered).digest('hex');
  const register = async (form: Readonly<Record<string, string>>) => {
    const body = new URLSearchParams({ ...asking, signMethod: 'hmacsha1', ...form });
    const at = new URL('auth/register/device', companion.app);
    const told: unknown = await (await fetch(at, { method: 'POST', body })).json();
    return told;
  };
  expect(await register({ sign })).toEqual({ code: 200, data: fresh, message: 'success' });
  expect(await register({ sign: 'f'.repeat(40) })).toMatchObject({ code: 6600 });
  const client = await new RawClient(4).open('TCP', companion);
  const clientId = 'mac|securemode=2,authType=register,random=567345,signmethod=hmacsha1|';
  const password = Buffer.from(sign.toUpperCase());
  client.send(connecting(4, { ...signedIn(fresh), clientId, password, keepAlive: 0 }));
  expect(await client.expect('connack')).toMatchObject({ reasonCode: 0 });
  const push = await client.expect('publish');
  expect(push.topic).toBe('/ext/register');
  expect(JSON.parse(Buffer.from(push.payload).toString())).toEqual(fresh);
  client.kill();
  expect(await code(signedIn(fresh))).toBe(0);
  expect(await register({ sign })).toMatchObject({ code: 6289 });

  const reload = (text: string) => {
    writeFileSync(file, text);
    return command(companion, { kind: 'reload-devices' });
  };
  const thrown = await asDevice(companion, device);
  const gone = ended(thrown);
  const changed = { products, devices: [{ ...device, disabled: true }, more], settings };
  expect(await reload(JSON.stringify(changed))).toEqual({ kind: 'done' });
  await gone;
  expect(await code(signedIn(device))).toBe(5);
  expect(await code(signedIn(more))).toBe(0);
  expect(await reload('{"devices": [{"productKey": "KEEPME"}]}')).toMatchObject({
    kind: 'refused',
    reason: expect.stringMatching(/line 1, column 14: the device has no deviceName\.$/),
  });
  expect(companion.stderr()).not.toContain('KEEPME');
  expect(await code(signedIn(more))).toBe(0);
  await thrown.client.endAsync(true);
});
