import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secretsOf } from '../settings/profileSecrets.ts';
import type { Profile } from '../settings/settings.ts';
import type { Imported } from './foreignProfile.ts';
import { MQTTX } from './mqttx.testkit.ts';
import { encryptedFile, plainFile } from './ownFile.ts';
import { type ReadFile, readProfilesFile } from './readFile.ts';

function read(value: unknown): Imported {
  const file = readProfilesFile(JSON.stringify(value));
  if (file.kind !== 'imported') throw new Error(file.kind);
  return file.imported;
}

const reason = (text: string): unknown => {
  const file = readProfilesFile(text);
  return file.kind === 'unreadable' ? file.why : file.kind;
};

const keys = (imported: Imported): readonly (readonly string[])[] =>
  imported.profiles.map(({ leftOut }) => leftOut.map(({ key }) => key));

describe('MQTT Explorer', () => {
  const EXPLORER = {
    Settings: { theme: 'dark' },
    ConnectionManager_connections: {
      one: {
        configVersion: 1,
        type: 'mqtt',
        name: 'Lab broker',
        protocol: 'ws',
        encryption: true,
        host: 'broker.lab.example',
        port: 8084,
        basePath: 'mqtt',
        username: 'bench',
        password: 'PLANTED',
        clientId: 'bench-01',
        certValidation: false,
        selfSignedCertificate: { name: 'lab-ca.pem', data: 'LS0t' },
        subscriptions: [
          { topic: 'plant/#', qos: 1 },
          { topic: '$SYS/#', qos: 0 },
        ],
      },
      old: {
        type: 'mqtt',
        name: 'v0 style',
        protocol: 'mqtt',
        host: '10.0.0.5',
        port: 1883,
        encryption: false,
        clientId: 'mqtt-explorer-1a2b3c4d',
        subscriptions: ['#', 'a/#/b'],
      },
      other: { type: 'amqp', name: 'rabbit' },
    },
  };

  test('imports certificates, with the key as a secret', () => {
    const pem = (what: string) => `-----BEGIN ${what}-----\nAAAA\n-----END ${what}-----\n`;
    const file = (what: string) => ({ name: `${what}.pem`, data: btoa(pem(what)) });
    const imported = read({
      ConnectionManager_connections: {
        a: {
          ...EXPLORER.ConnectionManager_connections.one,
          selfSignedCertificate: file('CERTIFICATE'),
          clientCertificate: file('CERTIFICATE'),
          clientKey: file('PRIVATE KEY'),
        },
      },
    });
    const { settings } = imported.profiles[0]?.profile ?? {};
    expect(settings?.line).toEqual({
      tls: {
        ca: { text: pem('CERTIFICATE') },
        cert: { text: pem('CERTIFICATE') },
        key: { text: pem('PRIVATE KEY') },
      },
    });
    expect(settings && secretsOf(settings).line).toContain('PRIVATE KEY');
    expect(keys(imported)).toEqual([['unchecked']]);
  });

  test('imports connections, and reports what each loses', () => {
    const imported = read(EXPLORER);
    expect(imported.from).toBe('mqtt-explorer');
    const [lab, old] = imported.profiles.map(({ profile }) => profile);
    expect(lab).toMatchObject({
      name: 'Lab broker',
      settings: {
        url: 'wss://broker.lab.example:8084/mqtt',
        version: 4,
        clientId: 'bench-01',
        signIn: { kind: 'password', userName: 'bench', password: 'PLANTED' },
        subscriptions: [
          { filter: 'plant/#', qos: 1 },
          { filter: '$SYS/#', qos: 0 },
        ],
      },
    });
    expect(old?.settings.url).toBe('mqtt://10.0.0.5:1883');
    expect(old?.settings.clientId).not.toContain('explorer');
    expect(old?.settings.subscriptions.map(({ filter }) => filter)).toEqual(['#']);
    expect(keys(imported)).toEqual([
      ['ca-certificate', 'unchecked'],
      ['not-websocket', 'generated-client-id', 'bad-filters'],
    ]);
    expect(imported.skipped).toEqual([
      { name: 'rabbit', why: { key: 'other-type', args: { type: 'amqp' } } },
    ]);
  });
});

describe('MQTTX', () => {
  test('imports a connection with its will and subscriptions, and reports what it loses', () => {
    const imported = read([MQTTX, { isCollection: true, name: 'folder', id: 'p' }]);
    expect(imported.from).toBe('mqttx');
    expect(imported.profiles).toHaveLength(1);
    expect(imported.profiles[0]?.profile.folder).toBe('folder');
    expect(imported.profiles[0]?.profile.settings).toMatchObject({
      url: 'wss://mq.factory.example:8084/mqtt',
      version: 5,
      clientId: 'fg-console',
      cleanStart: false,
      keepAlive: 30,
      sessionExpiry: 3600,
      will: {
        topic: 'fg/state',
        payload: new TextEncoder().encode('gone'),
        qos: 1,
        retain: true,
        properties: [
          { name: 'willDelayInterval', value: 5 },
          { name: 'contentType', value: 'text/plain' },
          { name: 'responseTopic', value: 'r' },
        ],
      },
      connectProperties: [
        { name: 'receiveMaximum', value: 20 },
        { name: 'userProperty', value: ['a', 'b'] },
      ],
      subscriptions: [
        { filter: 'fg/+/up', qos: 2, noLocal: true, retainHandling: 1 },
        { filter: 'fg/#', qos: 2 },
      ],
    });
    expect(keys(imported)).toEqual([
      [
        'certificate-files',
        'client-id-time',
        'messages',
        'disabled-subscriptions',
        'subscription-details',
      ],
    ]);
    const [first] = imported.profiles[0]?.leftOut ?? [];
    const ca = String.raw`C:\certs\ca.pem`;
    expect(first).toEqual({ key: 'certificate-files', args: { names: [ca] } });
    expect(imported.profiles[0]?.profile.settings.line).toEqual({ tls: { ca: { file: ca } } });
  });

  test('imports MQTT 5 properties, and names invalid ones', () => {
    const properties = {
      receiveMaximum: 0,
      topicAliasMaximum: '10',
      requestResponseInformation: true,
      userProperties: { a: ['1', '2'] },
      authenticationMethod: 'X',
    };
    const subscriptions = [
      { topic: 'a', qos: 0, subscriptionIdentifier: 7 },
      { topic: 'b/#/c,d+', qos: 0 },
    ];
    const [one] = read([{ ...MQTTX, properties, subscriptions }]).profiles;
    expect(one?.profile.settings.connectProperties).toEqual([
      { name: 'topicAliasMaximum', value: 10 },
      { name: 'requestResponseInformation', value: 1 },
      { name: 'userProperty', value: ['a', '1'] },
      { name: 'userProperty', value: ['a', '2'] },
    ]);
    expect(one?.profile.settings.subscriptions).toMatchObject([
      { filter: 'a', properties: [{ name: 'subscriptionIdentifier', value: 7 }] },
    ]);
    const names = ['receiveMaximum', 'authenticationMethod'];
    expect(one?.leftOut).toContainEqual({ key: 'properties', args: { names } });
    expect(one?.leftOut).toContainEqual({
      key: 'bad-filters',
      args: { filters: ['b/#/c', 'd+'] },
    });
    const [old] = read([{ ...MQTTX, mqttVersion: '3.1.1', properties, subscriptions }]).profiles;
    expect(old?.profile.settings.connectProperties).toBeUndefined();
    expect(old?.profile.settings.subscriptions[0]?.properties).toBeUndefined();
  });

  test('imports a disabled switch whose default is on', () => {
    const properties = { requestProblemInformation: false, requestResponseInformation: false };
    const [one] = read([{ ...MQTTX, properties }]).profiles;
    expect(one?.profile.settings.connectProperties).toEqual([
      { name: 'requestProblemInformation', value: 0 },
    ]);
  });

  test('names invalid values and properties of the publish form', () => {
    const odd = {
      mqttVersion: '4.2',
      keepalive: 'soon',
      properties: { sessionExpiryInterval: -1 },
      will: { ...MQTTX.will, lastWillQos: 3 },
      subscriptions: [{ topic: 'a', qos: 7, rh: 3 }],
      pushProps: { contentType: 'text/plain', responseTopic: '', userProperties: { a: 'b' } },
    };
    const [one] = read([{ ...MQTTX, ...odd }]).profiles;
    expect(one?.leftOut).toContainEqual({
      key: 'odd-values',
      args: { names: ['mqttVersion', 'keepalive', 'sessionExpiryInterval', 'lastWillQos'] },
    });
    expect(one?.leftOut).toContainEqual({
      key: 'publish-properties',
      args: { names: ['contentType', 'userProperties'] },
    });
    expect(one?.leftOut).toContainEqual({
      key: 'subscription-details',
      args: { names: ['qos', 'rh'] },
    });
  });

  test('imports TLS settings that are in use', () => {
    const line = (fields: object) =>
      read([{ ...MQTTX, ...fields }]).profiles[0]?.profile.settings.line;
    const own = { cert: '/c.pem', key: '/k.pem', ALPNProtocols: 'mqtt, x-amzn-mqtt-ca' };
    expect(line({ ...own, ca: '' })).toEqual({
      tls: {
        cert: { file: '/c.pem' },
        key: { file: '/k.pem' },
        alpn: ['mqtt', 'x-amzn-mqtt-ca'],
      },
    });
    for (const ALPNProtocols of ['[x-amzn-mqtt-ca]', '["x-amzn-mqtt-ca"]']) {
      const { tls } = line({ ALPNProtocols }) ?? {};
      expect(tls?.alpn).toEqual(['x-amzn-mqtt-ca']);
    }
    expect(line({ certType: 'server' })).toBeUndefined();
    expect(line({ ssl: false })).toBeUndefined();
  });

  test('imports nested folders, and reports one without a name', () => {
    const folders = [
      { isCollection: true, name: 'Plant', id: 'a', parentId: 'p' },
      { isCollection: true, name: 'Site', id: 'p', parentId: null },
      { isCollection: true, name: 'Round', id: 'r', parentId: 'r' },
    ];
    const entries = ['a', 'p', 'gone', 'r'].map((parentId) => ({ ...MQTTX, parentId }));
    const imported = read([...entries, ...folders]);
    const found = imported.profiles.map(({ profile }) => profile.folder);
    expect(found).toEqual(['Site / Plant', 'Site', undefined, 'Round']);
    expect(keys(imported).map((all) => all.includes('folder'))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  test('a single connection, an unlimited session, and the web version’s missing scheme', () => {
    const { protocol: _, properties: _properties, ...old } = MQTTX;
    const imported = read({ ...old, client: { connected: false } });
    const settings = imported.profiles[0]?.profile.settings;
    expect(settings?.url).toMatch(/^wss:/);
    expect(settings?.sessionExpiry).toBe(0xff_ff_ff_ff);
  });

  test('skips an entry without a valid host, and states the reason', () => {
    const imported = read([
      MQTTX,
      { ...MQTTX, host: 'a b"><script>' },
      { ...MQTTX, port: 99_999 },
      7,
    ]);
    expect(imported.profiles).toHaveLength(1);
    expect(imported.skipped.map(({ why }) => why.key)).toEqual([
      'bad-host',
      'bad-port',
      'not-a-profile',
    ]);
  });
});

const PROFILE: Profile = {
  id: 'p',
  name: 'Plant',
  folder: 'Hangzhou',
  order: 3,
  colour: 'teal',
  settings: {
    url: 'wss://host/mqtt?token=PLANTED',
    version: 5,
    clientId: 'c',
    signIn: { kind: 'password', userName: 'ann', password: 'PLANTED' },
    cleanStart: true,
    keepAlive: 60,
    sessionExpiry: 0,
    readOnly: true,
    will: { topic: 't', payload: Uint8Array.of(0, 255), qos: 0, retain: false, properties: [] },
    subscriptions: [],
    line: {
      proxy: 'socks5://ann:PLANTED@proxy:1080',
      headers: [['Authorization', 'PLANTED']],
      tls: {
        ca: { text: 'open to all' },
        key: { text: 'PLANTED' },
        passphrase: 'PLANTED',
        psk: { identity: 'pump', key: 'PLANTED' },
      },
    },
  },
};

describe('our own', () => {
  test('imports auto-replies as disabled', () => {
    const rule = { id: 'r', isOn: true, when: { kind: 'topic', text: 'ping' }, topic: 'pong' };
    const settings = { ...PROFILE.settings, answers: [rule] };
    const file = readProfilesFile(plainFile([{ ...PROFILE, settings }]));
    const found = file.kind === 'imported' ? file.imported.profiles[0]?.profile : undefined;
    expect(found?.settings.answers).toMatchObject([{ ...rule, isOn: false }]);
  });

  test('profiles connect and answer only after confirmation, which the preview announces', async () => {
    const rule = { id: 'r', isOn: true, when: { kind: 'topic', text: 'ping' }, topic: 'pong' };
    const off = { ...rule, isOn: false };
    const acting = {
      ...PROFILE,
      connectAtStart: true,
      settings: { ...PROFILE.settings, answers: [rule, off, rule] },
    };
    const facts = [
      { key: 'connect-at-start', args: {} },
      { key: 'auto-replies', args: { count: 2 } },
    ];
    const plain = readProfilesFile(plainFile([acting, PROFILE]));
    const sealed = readProfilesFile(await encryptedFile([{ profile: acting }], 'open'));
    if (sealed.kind !== 'encrypted') throw new Error(sealed.kind);
    for (const file of [plain, await sealed.open('open')]) {
      if (file.kind !== 'imported') throw new Error(file.kind);
      const [one, quiet] = file.imported.profiles;
      expect(one?.profile).not.toHaveProperty('connectAtStart');
      expect(one?.profile.settings.answers).toMatchObject([off, off, off]);
      expect(one?.leftOut).toEqual(facts);
      expect(quiet?.leftOut ?? []).toEqual([]);
    }
  });

  test('a plain file contains everything except secrets', () => {
    const text = plainFile([PROFILE]);
    expect(text).not.toContain('PLANTED');
    const file = readProfilesFile(text);
    if (file.kind !== 'imported') throw new Error(file.kind);
    const [one] = file.imported.profiles;
    expect(one?.profile.id).not.toBe(PROFILE.id);
    expect({ ...one?.profile, id: PROFILE.id }).toEqual({
      ...PROFILE,
      settings: {
        ...PROFILE.settings,
        url: 'wss://host/mqtt?token=…',
        signIn: { kind: 'password', userName: 'ann', password: '' },
        line: {
          proxy: 'socks5://proxy:1080',
          headers: [['Authorization', '']],
          tls: { ca: { text: 'open to all' }, psk: { identity: 'pump', key: '' } },
        },
      },
    });
  });

  async function sealed(): Promise<string> {
    return encryptedFile([{ profile: PROFILE, secrets: secretsOf(PROFILE.settings) }], 'héllo');
  }

  const open = async (text: string, passphrase: string): Promise<ReadFile> => {
    const file = readProfilesFile(text);
    return file.kind === 'encrypted' ? file.open(passphrase) : file;
  };

  test('an encrypted file restores everything, only with its passphrase', async () => {
    const text = await sealed();
    // A three-letter text may occur in Base64 by chance.
    expect(text).not.toMatch(/PLANTED|Plant|"ann"/);
    expect(JSON.parse(text)).toMatchObject({
      encrypted: { kdf: 'PBKDF2', hash: 'SHA-256', iterations: 1_000_000, cipher: 'AES-GCM' },
    });
    const opened = await open(text, 'he\u0301llo');
    if (opened.kind !== 'imported') throw new Error(opened.kind);
    expect(opened.imported.profiles[0]?.profile.settings).toEqual(PROFILE.settings);
    const wrong = await open(text, 'hello');
    expect(wrong).toMatchObject({ kind: 'unreadable', why: { key: 'wrong-passphrase' } });
  });

  test('detects any change, and limits the work of key derivation', async () => {
    const text = await sealed();
    const weaker = await open(text.replace('1000000', '1000'), 'héllo');
    expect(weaker).toMatchObject({ why: { key: 'wrong-passphrase' } });
    const endless = await open(text.replace('1000000', '100000000000'), 'héllo');
    expect(endless).toMatchObject({ why: { key: 'unknown-encryption' } });
    const other = await open(text.replace('PBKDF2', 'scrypt'), 'héllo');
    expect(other).toMatchObject({ why: { key: 'unknown-encryption' } });
  });

  test('reports a newer version and a file changed by hand', () => {
    const text = plainFile([PROFILE]);
    expect(reason(text.replace('"version": 1', '"version": 2'))).toMatchObject({
      key: 'newer-version',
    });
    const broken = read(JSON.parse(text.replace('"wss:', '"x').replace('"url"', '"uri"')));
    expect(broken.skipped).toEqual([
      { name: 'Plant', why: { key: 'damaged', args: { path: 'settings.url' } } },
    ]);
    const newer = read(JSON.parse(text.replace('"format": 3', '"format": 4')));
    expect(newer.skipped).toEqual([{ name: 'Plant', why: { key: 'newer', args: {} } }]);
    const nothing = read({ ...JSON.parse(text), profiles: [null] });
    expect(nothing.skipped).toEqual([{ name: '', why: { key: 'not-a-profile', args: {} } }]);
  });
});

describe('other files', () => {
  test.each([
    ['', { key: 'not-json', args: { looks: 'other' } }],
    ['PK\u0003\u0004', { key: 'not-json', args: { looks: 'excel' } }],
    ['<?xml version="1.0"?><root/>', { key: 'not-json', args: { looks: 'xml' } }],
    ['- name: a\n  host: b\n', { key: 'not-json', args: { looks: 'yaml' } }],
    ['name,host\na,b\n', { key: 'not-json', args: { looks: 'csv' } }],
    ['{"a":1}', { key: 'unknown', args: {} }],
    ['7', { key: 'unknown', args: {} }],
    ['[]', { key: 'empty', args: {} }],
    ['{"ConnectionManager_connections":{}}', { key: 'empty', args: {} }],
    ['['.repeat(200_000), { key: 'not-json', args: { looks: 'other' } }],
  ])('%.20j is identified', (text, why) => {
    expect(reason(text)).toEqual(why);
  });

  test('never throws for any JSON, and returns valid settings', () => {
    const part = fc.dictionary(
      fc.constantFrom('host', 'clientId', 'port', 'protocol', 'will', 'subscriptions', '__proto__'),
      fc.oneof(fc.jsonValue(), fc.constant('h'), fc.constant([{ topic: 'a' }])),
    );
    const file = fc.oneof(
      fc.jsonValue(),
      fc.array(part),
      part.map((one) => ({ ConnectionManager_connections: { one } })),
      fc.array(part).map((profiles) => ({ format: 'mqttscope profiles', version: 1, profiles })),
    );
    fc.assert(
      fc.property(file, (value) => {
        const found = readProfilesFile(JSON.stringify(value));
        if (found.kind !== 'imported') return;
        for (const { profile } of found.imported.profiles) {
          expect(URL.canParse(profile.settings.url)).toBe(true);
        }
      }),
    );
  });
});
