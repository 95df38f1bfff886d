/** Commands whose reply comes later: when the device has answered, or the devices file is read. */
import { describe, expect, test } from 'vitest';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { ControlReply } from '../control/control.ts';
import { DEMO, demoDevice, PlatformScene } from './platform.testkit.ts';

const SENSOR = demoDevice(0);
const { productKey, deviceName } = SENSOR;
const NAME = { productKey, deviceName };
const SET = `/sys/${productKey}/${deviceName}/thing/service/property/set`;
const RRPC = `/sys/${productKey}/${deviceName}/rrpc/request/+`;

/** Sends a command; the returned function gives its reply so far. */
function begin(scene: PlatformScene, command: object): () => ControlReply | undefined {
  const { line } = scene;
  line.answers = [];
  line.session.receive({ kind: 'ask', id: 900, command }, scene.now);
  scene.collect();
  return () => line.answers.flatMap((one) => (one.kind === 'reply' ? [one.reply] : []))[0];
}

/** Lets replies that are due arrive. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('with wait, a call is answered with its outcome', () => {
  test('when the device answers a property set', async () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR);
    wire.subscribe(SET);
    const params = '{"powerSwitch":1}';
    const reply = begin(scene, { kind: 'set-property', ...NAME, params, wait: true });
    await turn();
    expect(reply()).toBeUndefined();
    // Other commands are answered meanwhile.
    expect(scene.asked('facts', { kind: 'facts' }).kind).toBe('facts');
    const [message] = wire.takeMessages();
    const sent = decodeUtf8(message?.payload ?? new Uint8Array()) ?? '';
    const id = /"id":"(\d+)"/.exec(sent)?.[1];
    scene.line.answers = [];
    wire.publish(`${SET}_reply`, JSON.stringify({ id, code: 200, data: { done: 1 } }));
    await turn();
    expect(reply()).toMatchObject({
      kind: 'platform-call',
      call: { state: 'answered', code: 200, data: '{"done":1}' },
    });
  });

  test('when the device answers an RRPC', async () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR);
    wire.subscribe(RRPC);
    const reply = begin(scene, { kind: 'rrpc', ...NAME, payload: btoa('ping'), wait: true });
    const [message] = wire.takeMessages();
    wire.publish(message?.topic.replace('request', 'response') ?? '', 'pong');
    await turn();
    expect(reply()).toMatchObject({
      kind: 'platform-call',
      call: { what: 'rrpc', state: 'answered', data: '"pong"' },
    });
  });

  test('when the time is over, and at once if nothing is sent', async () => {
    const scene = new PlatformScene();
    const service = {
      kind: 'invoke-service',
      ...NAME,
      service: 'restart',
      input: '{}',
      wait: true,
    };
    const offline = begin(scene, service);
    await turn();
    expect(offline()).toMatchObject({ call: { state: 'offline' } });
    scene.device(SENSOR).subscribe(`/sys/${productKey}/${deviceName}/thing/service/restart`);
    const silent = begin(scene, service);
    scene.pass(4999);
    await turn();
    expect(silent()).toBeUndefined();
    scene.pass(2);
    await turn();
    expect(silent()).toMatchObject({ call: { state: 'timed-out' } });
  });

  test('and without an answer if the line has closed meanwhile', async () => {
    const scene = new PlatformScene();
    scene.device(SENSOR).subscribe(SET);
    const reply = begin(scene, { kind: 'set-property', ...NAME, params: '{}', wait: true });
    scene.line.session.closed();
    scene.pass(6000);
    await turn();
    expect(reply()).toBeUndefined();
  });
});

describe('the devices file', () => {
  test('is read again by a command, which is answered afterwards', async () => {
    const commanded: unknown[] = [];
    let finish: (why: undefined) => void = () => undefined;
    const reading = new Promise<undefined>((resolve) => {
      finish = resolve;
    });
    const scene = new PlatformScene({
      file: { name: 'devices.json', readAgain: () => reading },
      instrument: { commanded: (_, { kind }, reply) => commanded.push([kind, reply.kind]) },
    });
    const reply = begin(scene, { kind: 'reload-devices' });
    await turn();
    expect([reply(), commanded]).toEqual([undefined, []]);
    finish(undefined);
    await turn();
    expect(reply()).toEqual({ kind: 'done' });
    expect(commanded).toEqual([['reload-devices', 'done']]);
    expect(scene.asked('platform', { kind: 'platform' }).file).toBe('devices.json');
  });

  test.each([
    ['an error in the file', () => Promise.resolve('devices.json, line 1: x.'), 'devices-file'],
    ['a failure of the host', () => Promise.reject(new Error('broken')), 'failed'],
  ])('%s is the answer', async (_, readAgain, key) => {
    const failures: string[] = [];
    const scene = new PlatformScene({
      file: { name: 'devices.json', readAgain },
      instrument: { hooks: { failed: (where) => failures.push(where) } },
    });
    const reply = begin(scene, { kind: 'reload-devices' });
    await turn();
    expect(reply()).toMatchObject({ kind: 'refused', fact: { key } });
    expect(failures).toEqual(key === 'failed' ? ['reload-devices'] : []);
    expect(scene.platform.known.list).toHaveLength(DEMO.devices.length);
  });

  test('is needed', async () => {
    const scene = new PlatformScene();
    const reply = begin(scene, { kind: 'reload-devices' });
    await turn();
    expect(reply()).toMatchObject({ kind: 'refused', fact: { key: 'no-file' } });
    const asHost = scene.broker.command({ kind: 'reload-devices' }, scene.now);
    expect(asHost).toMatchObject({ kind: 'refused', fact: { key: 'needs-line' } });
  });
});
