import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { parseAddress } from './address.ts';
import { folderOf, isOwnBroker, pageSocket } from './host.ts';

const PAGE = { secure: false, host: '127.0.0.1:8080' };
const SECURE = { secure: true, host: 'scope.example' };

function keysOf(text: string, page = PAGE): readonly string[] {
  return parseAddress(text, page).notes.map(({ key }) => key);
}

describe('the broker in this tab', () => {
  it.each(['tab:broker', ' tab:broker ', 'TAB:Broker', 'tab://broker', 'tab://broker/', 'tab:'])(
    '%s is accepted as its only address',
    (text) => {
      expect(parseAddress(text, SECURE)).toMatchObject({ url: 'tab:broker', suggestions: [] });
      expect(keysOf(text, SECURE)).toEqual(['this-tab']);
    },
  );

  it.each(['tab', 'tab:1883', 'tab:9001', 'tab/broker', 'ws://tab/broker', 'tab:broker2'])(
    '%s is a different address',
    (text) => {
      expect(parseAddress(text, PAGE).url).not.toBe('tab:broker');
      expect(keysOf(text)).not.toContain('this-tab');
    },
  );

  it('opens without confirmation', () => {
    expect(isOwnBroker('tab:broker', SECURE)).toBe(true);
    expect(isOwnBroker('tab:elsewhere', SECURE)).toBe(false);
  });

  it.each([
    ['ws://127.0.0.1:8080/mqtt', true],
    ['ws://localhost:8080/', true],
    ['ws://[::1]:8080/mqtt', true],
    ['ws://127.0.0.1:9001/mqtt', false],
    ['ws://127.0.0.2:8080/mqtt', false],
    ['ws://evil.localhost:8080/mqtt', false],
    ['ws://127.0.0.1/mqtt', false],
    ['ws://broker.example:8080/mqtt', false],
  ])('the page’s own broker, host and port, opens without confirmation: %s %s', (url, isOwn) => {
    expect(isOwnBroker(url, PAGE)).toBe(isOwn);
    expect(isOwnBroker('wss://scope.example/mqtt', SECURE)).toBe(true);
    expect(isOwnBroker(url, { secure: false, host: '' })).toBe(false);
  });
});

describe('a WebSocket address', () => {
  it('is accepted unchanged', () => {
    const result = parseAddress('  ws://127.0.0.1:8080/mqtt ', PAGE);
    expect(result).toEqual({
      from: 'url',
      url: 'ws://127.0.0.1:8080/mqtt',
      host: '127.0.0.1',
      port: 8080,
      suggestions: [],
      notes: [],
      settings: {},
    });
  });

  it.each([
    ['wss://broker.example/mqtt?token=1', 'wss://broker.example/mqtt?token=1'],
    ['WS://Broker.Example:9001/x', 'ws://Broker.Example:9001/x'],
    ['ws://[::1]:9001/mqtt', 'ws://[::1]:9001/mqtt'],
    ['"ws://h:1/mqtt"', 'ws://h:1/mqtt'],
  ])('%s becomes %s', (text, url) => {
    expect(parseAddress(text, PAGE).url).toBe(url);
    expect(keysOf(text)).toEqual([]);
  });

  it('moves user name and password into their fields', () => {
    const result = parseAddress('wss://me:s%40crét%3A@h:8084/mqtt', PAGE);
    expect(result.url).toBe('wss://h:8084/mqtt');
    expect(result.settings).toEqual({ userName: 'me', password: 's@crét:' });
    expect(keysOf('wss://me:s@h/mqtt')).toEqual(['password-moved']);
    expect(keysOf('wss://me@h/mqtt')).toEqual(['user-name-moved']);
  });

  it.each([
    ['ws://h:9001', 'path-missing'],
    ['ws://h:1883/mqtt', 'plain-mqtt-port-for-websocket'],
    ['ws://h/mqtt#x', 'fragment-dropped'],
    ['http://h:8080/mqtt', 'read-as'],
    ['ws://:8080/mqtt', 'host-missing'],
    ['ws://h:0/mqtt', 'port-invalid'],
    ['ws://h:65536/mqtt', 'port-invalid'],
    ['ws://h:80a/mqtt', 'port-invalid'],
    ['ws://a b/mqtt', 'unreadable'],
    ['ws://exa_mple^/mqtt', 'host-invalid'],
    ['amqp://h', 'unknown-scheme'],
    ['constructor://h', 'unknown-scheme'],
    ['', 'nothing'],
  ])('%s is reported: %s', (text, key) => {
    expect(keysOf(text)).toContain(key);
  });

  it('from an HTTPS page must be encrypted, except to this machine', () => {
    expect(keysOf('ws://h/mqtt', SECURE)).toEqual(['mixed-content']);
    expect(keysOf('ws://localhost:9001/mqtt', SECURE)).toEqual([]);
    expect(keysOf('wss://h/mqtt', SECURE)).toEqual([]);
  });
});

describe('an address of plain MQTT', () => {
  it.each(['mqtt://h:1883', 'mqtts://h', 'tcp://h:1883', 'ssl://h:8883'])(
    '%s cannot be opened, and WebSocket addresses are suggested',
    (text) => {
      const result = parseAddress(text, PAGE);
      expect(result.url).toBeUndefined();
      expect(result.notes[0]?.key).toBe('browser-cannot-open');
      expect(result.suggestions.length).toBeGreaterThan(3);
      for (const { url } of result.suggestions) expect(url).toMatch(/^wss?:\/\/h[:/]/);
    },
  );

  it('puts the page’s own server first if it is on the same machine', () => {
    const [first] = parseAddress('mqtt://localhost:1883', PAGE).suggestions;
    expect(first?.url).toBe('ws://127.0.0.1:8080/mqtt');
  });

  it('suggests nothing that an HTTPS page may not open', () => {
    const { suggestions } = parseAddress('mqtt://h', SECURE);
    expect(suggestions.length).toBeGreaterThan(0);
    for (const { url } of suggestions) expect(url).toMatch(/^wss:/);
  });

  it('recognises public brokers and the Alibaba platform', () => {
    const first = (text: string) => parseAddress(text, PAGE).suggestions[0]?.url;
    expect(first('mqtt://broker.emqx.io')).toBe('wss://broker.emqx.io:8084/mqtt');
    expect(first('mqtt://a1.iot-as-mqtt.cn-shanghai.aliyuncs.com:1883')).toBe(
      'wss://a1.iot-as-mqtt.cn-shanghai.aliyuncs.com/',
    );
    expect(first('mqtt://iot-06z.mqtt.iothub.aliyuncs.com')).toBe(
      'wss://iot-06z.mqtt.iothub.aliyuncs.com/',
    );
  });
});

describe('host and port', () => {
  it.each([
    ['127.0.0.1:8080', 'ws://127.0.0.1:8080/mqtt'],
    ['localhost:9001', 'ws://localhost:9001/mqtt'],
    ['broker:8083', 'ws://broker:8083/mqtt'],
    ['broker:8084', 'wss://broker:8084/mqtt'],
    ['broker:15675', 'ws://broker:15675/ws'],
    ['broker:45123', 'ws://broker:45123/mqtt'],
    ['broker:45123/other', 'ws://broker:45123/other'],
    ['[::1]:9001', 'ws://[::1]:9001/mqtt'],
    ['broker/ws', 'ws://broker/ws'],
  ])('%s is parsed as %s', (text, url) => {
    const result = parseAddress(text, PAGE);
    expect(result.url).toBe(url);
    expect(result.from).toBe('host-port');
  });

  it('without a scheme is a guess, with other usual addresses', () => {
    const result = parseAddress('::1', { secure: false, host: '[::1]:7000' });
    expect(result.url).toBe('ws://[::1]:7000/mqtt');
    expect(result.notes.map(({ key }) => key)).toEqual(['port-guessed']);
    expect(result.suggestions.length).toBeGreaterThan(3);
  });

  it('of plain MQTT cannot be opened', () => {
    expect(parseAddress('broker:1883', PAGE).url).toBeUndefined();
    expect(keysOf('broker:1883')).toEqual(['plain-mqtt-port']);
    expect(keysOf('broker:8883')).toEqual(['plain-mqtt-port']);
  });
});

describe('any text', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc
      .array(
        fc.constantFrom('mosquitto_sub', '-h', '-P', "'", '"', '\\', ' ', '$A', '-L', 'mqtt://'),
      )
      .map((pieces) => pieces.join(' ')),
  );

  it('gives a valid WebSocket URL or a reason', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(PAGE, SECURE), (given, page) => {
        const { url, notes, suggestions } = parseAddress(given, page);
        expect(url !== undefined || notes.some((n) => n.severity === 'error')).toBe(true);
        for (const each of [
          ...suggestions.map((s) => s.url),
          ...(url === undefined ? [] : [url]),
        ]) {
          const parsed = new URL(each);
          expect(parsed.protocol).toMatch(/^wss?:$/);
          expect(parsed.hash + parsed.username + parsed.password).toBe('');
        }
      }),
      { numRuns: tries(2000) },
    );
  });

  it('keeps a password out of addresses and notes', () => {
    const secret = fc
      .array(fc.constantFrom(...Array.from('QZXqzx$@/?#:&%\\!')), { minLength: 5, maxLength: 9 })
      .map((chars) => `SeCrEt${chars.join('')}`);
    const holder = fc.constantFrom(
      (s: string) => `ws://me:${s}@h:8080/mqtt`,
      (s: string) => `mqtts://me:${encodeURIComponent(s)}@h/a/#`,
      (s: string) => `me:${s}@h:9001`,
      (s: string) => `mosquitto_sub -h h -u me -P "${s}" -t x`,
      (s: string) => `mosquitto_sub -h h -u me -p '${s}' -t x`,
      (s: string) => `mosquitto_sub -h h -u me -P${s} -t x`,
      (s: string) => `mosquitto_pub -L 'mqtt://me:${s}@h/t' -m 1`,
    );
    fc.assert(
      fc.property(secret, holder, (value, hold) => {
        const { url, notes, suggestions, host } = parseAddress(hold(value), PAGE);
        const shown = [
          url,
          host,
          ...suggestions.map((s) => s.url),
          ...notes.map(({ args }) => Object.values(args).join('\n')),
        ];
        expect(shown.join('\n')).not.toContain('SeCrEt');
        expect(shown.join('\n')).not.toMatch(/[QZX$][qzxQZX$@:&%!]{2}/);
      }),
      { numRuns: tries(2000) },
    );
  });
});

describe('an address that the companion opens for the browser', () => {
  const BRIDGED = { ...PAGE, hasBridge: true };

  it.each([
    ['mqtt://broker.example', 'mqtt://broker.example'],
    ['mqtts://broker.example:8883', 'mqtts://broker.example:8883'],
    ['tcp://[::1]:1884', 'mqtt://[::1]:1884'],
    ['ssl://ann:secret@broker.example', 'mqtts://broker.example'],
    ['broker.example:1883', 'mqtt://broker.example:1883'],
    ['broker.example:8883', 'mqtts://broker.example:8883'],
    ['unix:///run/mosquitto/a.sock', 'unix:///run/mosquitto/a.sock'],
  ])('%s is %s', (text, url) => {
    expect(parseAddress(text, BRIDGED)).toMatchObject({ url, suggestions: [] });
    expect(keysOf(text, BRIDGED)).toContain('over-bridge');
    expect(parseAddress(text, PAGE).url).toBeUndefined();
  });

  it('leaves WebSocket addresses unchanged', () => {
    expect(parseAddress('ws://broker.example:9001/mqtt', BRIDGED)).toEqual(
      parseAddress('ws://broker.example:9001/mqtt', PAGE),
    );
  });

  it('reports invalid addresses there, too', () => {
    expect(keysOf('mqtt://:1883', BRIDGED)).toEqual(['host-missing']);
    expect(keysOf('mqtt://h:99999', BRIDGED)).toEqual(['port-invalid']);
  });
});

it.each([
  ['/', ''],
  ['/index.html', ''],
  ['/tools/mqttscope/', '/tools/mqttscope'],
  ['/tools/mqttscope/assets/connectionWorker-1a.js', '/tools/mqttscope'],
  ['/assets/mqttscope/assets/connectionWorker-1a.js', '/assets/mqttscope'],
  ['/src/ui/connectionWorker.ts', ''],
])('the page of %s is in the folder “%s”', (pathname, folder) => {
  expect(folderOf(pathname)).toBe(folder);
  const page = { secure: true, host: 'a.example', folder };
  expect(new URL('mqtt', pageSocket(page)).href).toBe(`wss://a.example${folder}/mqtt`);
});
