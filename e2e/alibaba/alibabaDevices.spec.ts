/** Third-party device programs on the local platform, which find the cloud's behaviour. */
import type { DeviceEvent } from '../devices/setUp.ts';
import {
  cloudOf,
  command,
  type DeviceProgram,
  type DeviceSecrets,
  PATIENT,
  printedDevices,
  startDevice,
} from '../kit/peers/platform.ts';
import { until } from '../kit/peers/processes.ts';
import { startWire, type WiredConnection } from '../kit/peers/wire.ts';
import { expect, test } from '../kit/test.ts';

const subscribed = (connections: readonly WiredConnection[]): readonly string[] =>
  connections
    .flatMap(({ sent }) => sent)
    .flatMap((packet) =>
      packet.type === 'subscribe' ? packet.subscriptions.map(({ filter }) => filter) : [],
    );

test('the reference device and the vendor’s package post, receive properties and messages, and resume their subscriptions after a cut and a restart', async ({
  startCompanion,
}) => {
  const companion = await startCompanion(['--no-demo', '--alibaba', '--seed', '7', ...PATIENT]);
  const cloud = cloudOf(companion);
  const [first, second] = printedDevices(companion);
  if (first === undefined || second === undefined) throw new Error('no devices were printed');
  const wire = await startWire(companion.mqtt);
  const url = `mqtt://127.0.0.1:${wire.port}`;
  const devices = [
    { secrets: first, program: startDevice('referenceDevice', first, url) },
    { secrets: second, program: startDevice('vendorDevice', second, url) },
  ];

  const seen = (program: DeviceProgram): number => program.told().length;
  /** Its posts are answered, a property is set, and a message arrives on its own topic. */
  const works = async (program: DeviceProgram, secrets: DeviceSecrets): Promise<void> => {
    const before = seen(program);
    const topic = `/${secrets.productKey}/${secrets.deviceName}/control`;
    const [set, published] = await Promise.all([
      cloud.setProperty(secrets, { powerSwitch: 1 }, false),
      cloud.publish(secrets, { topic, payload: { blink: before }, qos: 1 }),
      program.next('reply', before),
    ]);
    expect(set).toMatchObject({ kind: 'platform-called' });
    expect(published.status).toBe(200);
    // A message of QoS 1 that a cut interrupted may arrive again first.
    const came = (wanted: DeviceEvent) => () =>
      program
        .told()
        .slice(before)
        .flatMap(({ event, detail }) => (event === wanted ? [detail] : []));
    const params = { powerSwitch: 1 };
    await expect.poll(came('set')).toContainEqual(expect.objectContaining({ params }));
    await expect.poll(came('control')).toContainEqual({ blink: before });
  };
  const back = async (program: DeviceProgram, breaks: () => Promise<unknown>): Promise<void> => {
    const before = seen(program);
    await breaks();
    await program.next('close', before);
    await program.next('connect', before);
  };

  try {
    await Promise.all(
      devices.map(async ({ secrets, program }) => {
        await program.next('subscribed');
        await works(program, secrets);
      }),
    );
    expect(await devices[0]?.program.next('subscribed')).toEqual([1, 1, 1]);
    expect(await devices[0]?.program.next('reply')).toMatchObject({
      id: expect.any(Number),
      code: 200,
    });
    expect(await devices[1]?.program.next('reply')).toMatchObject({
      id: expect.stringContaining('|exp-topic|'),
      code: 200,
    });
    // The vendor's package requests the remote configuration, which is not simulated.
    const { productKey, deviceName } = second;
    const log = { kind: 'platform-log', productKey, deviceName, first: 0, count: 1 };
    await expect
      .poll(() => command(companion, { ...log, text: 'config/get' }))
      .toMatchObject({ rows: [{ direction: 'up', kind: 'other', why: 'not-simulated' }] });
    const called = await cloud.setProperty(first, { powerSwitch: 0 });
    expect(called).toMatchObject({ call: { state: 'answered', code: 200 } });
    expect(await cloud.invoke(second, 'selfTest')).toMatchObject({
      call: { state: 'answered', code: 200, data: '{"passed":1}' },
    });
    expect(await cloud.device(second)).toMatchObject({
      device: {
        row: { state: 'online' },
        properties: [{ identifier: 'temperature', value: '21.5', isModelled: true }],
      },
    });

    const own = wire.connections.length;
    await Promise.all(devices.map(({ program }) => back(program, async () => wire.cut())));
    await Promise.all(devices.map(({ secrets, program }) => works(program, secrets)));
    const restart = command(companion, { kind: 'start-recipe', recipe: 'restart-with-sessions' });
    await Promise.all(devices.map(({ program }) => back(program, () => restart)));
    await Promise.all(devices.map(({ secrets, program }) => works(program, secrets)));
    // The vendor's package subscribes only to the platform's topics, each time.
    const again = subscribed(wire.connections.slice(own));
    expect(again.filter((filter) => filter.includes(first.deviceName))).toEqual([]);
    expect(again.filter((filter) => filter.endsWith('/control'))).toEqual([]);
  } finally {
    await Promise.all(devices.map(({ program }) => program.stop()));
    await wire.close();
  }
});

test('the vendor’s first package works; a restarted device keeps its subscriptions; wrong secrets are rejected', async ({
  startCompanion,
}) => {
  const companion = await startCompanion(['--no-demo', '--alibaba', '--seed', '7', ...PATIENT]);
  const cloud = cloudOf(companion);
  const [first, second, third] = printedDevices(companion);
  if (first === undefined || second === undefined || third === undefined) {
    throw new Error('no devices were printed');
  }
  const url = companion.mqtt;
  const wrong = { deviceSecret: '0123456789abcdef0123456789abcdef' };
  const programs = [
    startDevice('oldVendorDevice', third, url),
    startDevice('referenceDevice', { ...second, ...wrong }, url),
    startDevice('vendorDevice', { ...second, ...wrong }, url),
    startDevice('referenceDevice', first, url),
  ];
  const [old, wrongReference, wrongVendor, before] = programs;
  try {
    expect(await old?.next('reply')).toMatchObject({ code: 200 });
    expect(await wrongReference?.next('error')).toContain('Bad username or password');
    expect(await wrongVendor?.next('error')).toContain('Bad username or password');
    const lastSignIn = { ok: false, returnCode: 4, fault: 'wrong-sign' };
    expect(await cloud.device(second)).toMatchObject({
      device: { row: { state: 'never', lastSignIn } },
    });

    await before?.next('subscribed');
    await before?.stop('SIGKILL');
    await until(async () => {
      return JSON.stringify(await cloud.device(first)).includes('"state":"offline"');
    }, 'the device to be away');
    const topic = `/${first.productKey}/${first.deviceName}/control`;
    await cloud.publish(first, { topic, payload: 'while away', qos: 1 });
    // With another client id and timestamp, without SUBSCRIBE.
    const anew = startDevice('referenceDevice', first, url, { SUBSCRIBES: 'no' });
    programs.push(anew);
    expect(await anew.next('control')).toBe('while away');
    await anew.next('reply');
    const set = await cloud.setProperty(first, { powerSwitch: 1 });
    expect(set).toMatchObject({ call: { state: 'answered', code: 200 } });
  } finally {
    await Promise.all(programs.map((program) => program.stop()));
  }
});
