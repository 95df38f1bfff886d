import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { alibabaSignIn } from '../../conventions/alibaba/signIn.ts';
import type { AlibabaSignIn } from '../../profiles/settings/settings.ts';
import { DEVICE, settingsFor } from '../client.testkit.ts';
import type { FormAnswer, FormField } from '../environment/environment.ts';
import { connected, reconnected, type Scene, scene } from '../scene.testkit.ts';
import { healsByItself } from '../worker/retrying.ts';
import { openingOf } from './connectPacket.ts';
import { preAuthAddress, preAuthenticate } from './preAuth.ts';

const BY_TOKEN: AlibabaSignIn = { ...DEVICE, how: 'https', regionId: 'us-west-1', secureMode: 2 };
const OWN_URL = 'wss://a1B2c3D4e5F.iot-as-mqtt.us-west-1.aliyuncs.com:443/';

const granted = (token: string, mqtt?: object): FormAnswer => ({
  kind: 'answered',
  status: 200,
  body: JSON.stringify({
    code: 200,
    data: { iotId: 'the-id', iotToken: token, ...(mqtt && { resources: { mqtt } }) },
  }),
});

/** Gives the answers in order; records the requests. */
function answering(stage: Scene, ...answers: readonly FormAnswer[]) {
  const sent: { readonly url: string; readonly form: ReadonlyMap<string, string> }[] = [];
  stage.clock.environment.postForm = (url, form: readonly FormField[]) => {
    sent.push({ url, form: new Map(form) });
    return Promise.resolve(answers[sent.length - 1] ?? granted('more'));
  };
  return sent;
}

describe('an id and token requested before connecting', () => {
  test('requests a new token, with a new time, for every connection', async () => {
    const stage = await scene(4);
    const sent = answering(stage, granted('token-1'), granted('token-2'));
    const first = await connected(stage, 4, { settings: { signIn: BY_TOKEN } });
    stage.clock.advance(1234);
    first.cut();
    const second = await reconnected(stage, {});
    const connects = [first, second].map((far) => far.packets[0]?.packet);
    const said = connects.map((packet) =>
      packet?.type === 'connect'
        ? [packet.clientId, packet.userName, new TextDecoder().decode(packet.password)]
        : [],
    );
    const times = sent.map(({ form }) => form.get('timestamp') ?? '');
    const clientId = (at: number) =>
      `tester|securemode=-1,timestamp=${times[at]},signmethod=hmacsha256,gw=0|`;
    expect(said).toEqual([
      [clientId(0), 'the-id', 'token-1'],
      [clientId(1), 'the-id', 'token-2'],
    ]);
    expect(new Set(times).size).toBe(2);
    for (const { url, form } of sent) {
      expect(url).toBe('https://iot-auth.us-west-1.aliyuncs.com/auth/devicename');
      const content = `clientIdtesterdeviceNamelampproductKeya1B2c3D4e5Ftimestamp${form.get('timestamp')}`;
      const sign = createHmac('sha256', BY_TOKEN.deviceSecret).update(content).digest('hex');
      expect(form.get('sign')).toBe(sign);
    }
    const told = stage.client.events.filter(({ kind }) => kind === 'pre-auth');
    expect(told).toMatchObject([
      { facts: { answer: { iotId: 'the-id', tokenLength: 7 } } },
      { facts: { answer: { tokenLength: 7 } } },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/token-\d/);
    expect(JSON.stringify(told)).not.toContain(sent[0]?.form.get('sign'));
  });

  test('reports a rejection as permanent, and opens nothing', async () => {
    const stage = await scene(4);
    const body = '{"code":5001,"message":"meta device not found"}';
    answering(stage, { kind: 'answered', status: 200, body });
    stage.client.connect(settingsFor(stage.peer.url, { version: 4, signIn: BY_TOKEN }));
    const { failure } = await stage.client.state('closed');
    expect(failure).toEqual({
      kind: 'pre-auth',
      url: 'https://iot-auth.us-west-1.aliyuncs.com/auth/devicename',
      why: 'code',
      code: 5001,
      said: { reason: 'meta device not found' },
    });
    expect(stage.clock.timers).toBe(0);
  });

  test('retries after a failure of the platform or without an answer', async () => {
    const stage = await scene(4);
    answering(stage, { kind: 'answered', status: 200, body: '{"code":500}' });
    stage.client.connect(settingsFor(stage.peer.url, { version: 4, signIn: BY_TOKEN }));
    await stage.client.state('waiting');
    await reconnected(stage, {});
    stage.client.send({ kind: 'disconnect' });
    const asked = new Promise<void>((resolve) => {
      stage.clock.environment.postForm = () => {
        resolve();
        return new Promise(() => undefined);
      };
    });
    const after = stage.client.events.length;
    stage.client.connect(settingsFor(stage.peer.url, { version: 4, signIn: BY_TOKEN }));
    await asked;
    stage.clock.advance(15_000);
    expect(await stage.client.state('waiting', after)).toMatchObject({
      failure: { why: 'timed-out' },
    });
  });

  test('a late answer does not connect after a disconnect', async () => {
    const stage = await scene(4);
    let answer: (answer: FormAnswer) => void = () => undefined;
    stage.clock.environment.postForm = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    stage.client.connect(settingsFor(stage.peer.url, { version: 4, signIn: BY_TOKEN }));
    stage.client.send({ kind: 'disconnect' });
    answer(granted('late'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(stage.client.current).toEqual({ kind: 'closed', failure: undefined });
    expect(stage.clock.timers).toBe(0);
  });
});

describe('the address after pre-authentication', () => {
  const openedUrl = async (url: string, mqtt?: object): Promise<string> => {
    const stage = await scene(4);
    answering(stage, granted('t', mqtt));
    const settings = settingsFor(url, { version: 4, signIn: BY_TOKEN });
    return new Promise((resolve) => {
      preAuthenticate(stage.clock.environment, alibabaSignIn, settings, BY_TOKEN, 'base', {
        granted: (credentials) => {
          resolve(openingOf(settings, {}, credentials).url);
        },
        failed: ({ why }) => {
          resolve(why);
        },
        told: () => undefined,
      });
    });
  };

  test.each([
    ['to the address that a person gave', 'ws://own/mqtt', { host: 'other' }, 'ws://own/mqtt'],
    [
      'else to the host that was answered',
      OWN_URL,
      { host: 'p.aliyuncs.com', port: 1883 },
      'wss://p.aliyuncs.com:443/',
    ],
    ['without one to the region’s', OWN_URL, undefined, OWN_URL],
    ['and to no invalid host', '', { host: 'a/b?c' }, OWN_URL],
  ])('%s', async (_, url, mqtt, expected) => {
    expect(await openedUrl(url, mqtt)).toBe(expected);
  });
});

test('temporary failures', () => {
  const failure = { kind: 'pre-auth', url: '', why: 'code', said: undefined } as const;
  expect([401, 460, 500, 5001, 6200].map((code) => healsByItself({ ...failure, code }))).toEqual([
    false,
    false,
    true,
    false,
    false,
  ]);
});

test('the broker in the tab ignores the path', () => {
  const tab = 'tab:broker';
  const cloud = 'https://iot-auth.us-west-1.aliyuncs.com/auth/devicename';
  expect(preAuthAddress('', tab, cloud)).toBe(tab);
  expect(preAuthAddress('/auth/devicename', tab, cloud)).toBe(tab);
  expect(preAuthAddress(tab, tab, cloud)).toBe(tab);
  expect(preAuthAddress('https://h/a', tab, cloud)).toBe('https://h/a');
  expect(preAuthAddress('', 'ws://h/', cloud)).toBe(cloud);
  expect(preAuthAddress('/auth/devicename', 'ws://h/', cloud)).toBe('/auth/devicename');
});
