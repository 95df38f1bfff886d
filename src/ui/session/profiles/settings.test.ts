import { describe, expect, test } from 'vitest';
import { plainSubscription, UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import { type Draft, draftOf, emptyDraft } from './draft.ts';
import { settingsOf, urlOf, wholeNumber } from './settings.ts';

const PAGE = { secure: false, host: '127.0.0.1:8080' };
const base = { ...emptyDraft('mqttscope-abc123'), url: 'ws://127.0.0.1:9001/mqtt' };
const errorsOf = (draft: Draft) => settingsOf(draft, PAGE).errors ?? {};
const settings = (draft: Draft) => settingsOf(draft, PAGE).settings;

function made(draft: Draft) {
  const result = settings(draft);
  if (result === undefined) {
    throw new Error(JSON.stringify(errorsOf(draft)));
  }
  return result;
}

describe('settings', () => {
  test('connect in a new draft with an address', () => {
    expect(settings(base)).toMatchObject({
      url: 'ws://127.0.0.1:9001/mqtt',
      version: 5,
      clientId: 'mqttscope-abc123',
      cleanStart: true,
      keepAlive: 60,
      sessionExpiry: 0,
    });
  });

  test('subscribe to the untouched # unless the host refuses it or there is another filter', () => {
    const filters = (part: Partial<Draft>) =>
      settings({ ...base, ...part })?.subscriptions.map(({ filter }) => filter);
    const other = plainSubscription('a', 1);
    expect(settings(base)?.subscriptions).toEqual([UNTOUCHED]);
    expect(filters({ subscriptions: [] })).toEqual([]);
    expect(filters({ url: 'wss://broker.emqx.io/mqtt' })).toEqual([]);
    expect(filters({ typedFilter: { filter: 'b', qos: 0 } })).toEqual(['b']);
    expect(filters({ typedFilter: { filter: '', qos: 2 } })).toEqual(['#']);
    expect(filters({ subscriptions: [UNTOUCHED, other] })).toEqual(['a']);
    // A # that the user chose is one of the others.
    const chosen = plainSubscription('#', 0);
    expect(filters({ url: 'wss://broker.emqx.io/mqtt', subscriptions: [chosen] })).toEqual(['#']);
    expect(filters({ typedFilter: { filter: 'b', qos: 0 }, subscriptions: [chosen] })).toEqual([
      '#',
      'b',
    ]);
  });

  test('require an address that a browser can open', () => {
    expect(errorsOf({ ...base, url: '' }).url).toBeDefined();
    expect(errorsOf({ ...base, url: 'mqtt://broker.example' }).url).toContain('WebSocket');
  });

  test('extract the user name and password from an address', () => {
    const read = settings({ ...base, url: 'ws://ann:pass@127.0.0.1:9001/mqtt' });
    expect(read?.url).toBe('ws://127.0.0.1:9001/mqtt');
    expect(read?.signIn).toEqual({ kind: 'password', userName: 'ann', password: 'pass' });
  });

  test.each([
    ['keepAlive', '65536'],
    ['keepAlive', '-1'],
    ['keepAlive', ''],
    ['sessionExpiry', '4294967296'],
    ['sessionExpiry', '1.5'],
  ] as const)('reject %s %j with the reason', (field, value) => {
    expect(errorsOf({ ...base, [field]: value })[field]).toBeDefined();
  });

  test('MQTT-3.1.3-8: a persistent session needs a client id before MQTT 5', () => {
    const empty = { ...base, clientId: '', version: 4 as const };
    expect(errorsOf({ ...empty, cleanStart: false }).clientId).toBeDefined();
    expect(errorsOf(empty).clientId).toBeUndefined();
  });

  test('MQTT-3.1.2-22: before MQTT 5 a password needs a user name', () => {
    const draft = { ...base, password: 'x' };
    expect(errorsOf({ ...draft, version: 4 }).userName).toBeDefined();
    expect(errorsOf(draft).userName).toBeUndefined();
  });

  test('reject an invalid filter', () => {
    const filter = 'a/#/b';
    const subscription = { filter, qos: 0, noLocal: false, retainAsPublished: false } as const;
    const draft = { ...base, subscriptions: [{ ...subscription, retainHandling: 0 as const }] };
    expect(errorsOf(draft).subscriptions).toContain('a/#/b: The wildcard #');
  });

  test('have a will delay only in MQTT 5', () => {
    const will = { ...base.will, on: true, topic: 'gone', payload: 'bye', delay: '30' };
    expect(settings({ ...base, will })?.will?.properties).toEqual([
      { name: 'willDelayInterval', value: 30 },
    ]);
    expect(settings({ ...base, will, version: 4 })?.will?.properties).toEqual([]);
    expect(errorsOf({ ...base, will: { ...will, topic: 'a/#' } }).willTopic).toBeDefined();
    expect(
      errorsOf({ ...base, will: { ...will, hex: true, payload: '0' } }).willPayload,
    ).toBeDefined();
  });
});

describe('MQTT 5 settings', () => {
  const properties = [
    { name: 'requestProblemInformation', value: '0', key: '' },
    { name: 'userProperty', value: 'hall', key: 'site' },
  ] as const;
  const will = { ...base.will, on: true, topic: 'gone' };

  test('are put into CONNECT and its will, and survive a round trip', () => {
    const of = [{ name: 'messageExpiryInterval', value: '60', key: '' }] as const;
    const typed: Draft = {
      ...base,
      properties,
      userName: 'ann',
      password: 'x',
      scram: 'SCRAM-SHA-256',
      will: { ...will, contentType: 'a/b', properties: of },
    };
    const result = made(typed);
    expect(result.connectProperties).toEqual([
      { name: 'requestProblemInformation', value: 0 },
      { name: 'userProperty', value: ['site', 'hall'] },
    ]);
    expect(result.signIn).toMatchObject({ scram: 'SCRAM-SHA-256' });
    expect(result.will?.properties).toEqual([
      { name: 'contentType', value: 'a/b' },
      { name: 'messageExpiryInterval', value: 60 },
    ]);
    expect(made(draftOf(result, '', undefined))).toEqual(result);
    const older = made({ ...typed, version: 4 });
    expect([older.connectProperties, older.will?.properties]).toEqual([undefined, []]);
    expect(older.signIn).toEqual({ kind: 'password', userName: 'ann', password: 'x' });
  });

  test('are rejected if invalid', () => {
    const wrong = [{ name: 'receiveMaximum', value: '0', key: '' }] as const;
    expect(errorsOf({ ...base, properties: wrong }).properties).toBeDefined();
    const long = [{ name: 'responseTopic', value: 'a/+', key: '' }] as const;
    expect(errorsOf({ ...base, will: { ...will, properties: long } }).willProperties).toBeDefined();
    expect(errorsOf({ ...base, scram: 'SCRAM-SHA-256' }).userName).toBeDefined();
  });
});

describe('an Alibaba sign-in', () => {
  const device: Draft = {
    ...base,
    url: '',
    mode: 'alibaba',
    version: 4,
    productKey: 'a1ZdK9qTbXe',
    deviceName: 'press-07',
    deviceSecret: 'secret',
  };

  test('uses the address of region or instance, unless one is entered', () => {
    expect(settings(device)?.url).toBe(
      'wss://a1ZdK9qTbXe.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/',
    );
    expect(settings({ ...device, instanceId: 'iot-abc' })?.url).toBe(
      'wss://iot-abc.mqtt.iothub.aliyuncs.com:443/',
    );
    expect(settings({ ...device, url: 'ws://127.0.0.1:8080/mqtt' })?.url).toBe(
      'ws://127.0.0.1:8080/mqtt',
    );
  });

  test('needs all three parts of the device', () => {
    expect(Object.keys(errorsOf({ ...device, deviceName: '', deviceSecret: '' }))).toEqual([
      'deviceName',
      'deviceSecret',
    ]);
  });

  test('signs the input as typed, including blanks: the platform decides', () => {
    const odd = { ...device, deviceName: ' x', deviceSecret: 'hunter2 ', timestamp: 'soon' };
    expect(settings({ ...odd, timestampMode: 'fixed' })?.signIn).toMatchObject({
      deviceName: ' x',
      deviceSecret: 'hunter2 ',
      timestamp: { value: 'soon' },
    });
  });

  test('requests a token if the page can send a form', () => {
    const https = { ...device, how: 'https', authUrl: ' /auth/devicename ' } as const;
    expect(settings(https)?.signIn).toMatchObject({ how: 'https', authUrl: '/auth/devicename' });
    expect(Object.keys(errorsOf({ ...https, authUrl: 'ftp://x/' }))).toEqual(['authUrl']);
    expect(Object.keys(errorsOf({ ...https, authUrl: 'tab:broker' }))).toEqual(['authUrl']);
    expect(settings({ ...https, url: 'tab:broker', authUrl: 'tab:broker' })).toBeDefined();
  });

  test('survives a round trip through its settings', () => {
    const first = made({ ...device, timestampMode: 'fixed', timestamp: '0789' });
    const again = draftOf(first, 'n', 'p');
    expect(again).toMatchObject({ url: '', productKey: 'a1ZdK9qTbXe', timestamp: '0789' });
    expect(settings(again)).toEqual(first);
  });

  test('has no address while empty', () => {
    expect(urlOf({ ...device, productKey: '' }, PAGE)).toEqual({});
  });
});

test('a will in hex is parsed as in Publish', () => {
  const will = { ...base.will, on: true, topic: 'gone', hex: true };
  for (const payload of ['01 A0 ff', '01:a0:ff', '0x01 0xa0 0xff', '01a0ff', '01-A0-FF']) {
    const draft = { ...base, will: { ...will, payload } };
    expect(settings(draft)?.will?.payload).toEqual(Uint8Array.of(1, 0xa0, 0xff));
  }
  expect(errorsOf({ ...base, will: { ...will, payload: '0g' } }).willPayload).toBeDefined();
});

test('whole numbers', () => {
  expect(wholeNumber(' 7 ', 10)).toBe(7);
  expect(wholeNumber('0x7', 10)).toBeUndefined();
});
