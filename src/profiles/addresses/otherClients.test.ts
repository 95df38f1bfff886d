import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';

const PAGE = { secure: false, host: '127.0.0.1:8080', hasBridge: true };
const parse = (text: string) => parseAddress(text, PAGE);
const keysOf = (text: string) => parse(text).notes.map(({ key }) => key);
const filtersOf = (text: string) =>
  parse(text).settings.subscriptions?.map(({ filter, qos }) => `${filter} ${qos}`);

describe('a command of MQTTX', () => {
  it('gives the address, the sign-in and all topics', () => {
    const text = "npx mqttx sub -h b.lan -p 8884 -l mqtts -t a/# '$SYS/#' -q 1 -u ann -P pw -i me";
    expect(parse(text)).toMatchObject({
      from: 'command',
      url: 'mqtts://b.lan:8884',
      settings: { userName: 'ann', password: 'pw', clientId: 'me' },
    });
    expect(filtersOf(text)).toEqual(['a/# 1', '$SYS/# 1']);
    expect(keysOf(text)).toEqual(['over-bridge', 'password-in-command']);
  });

  it('gives the message with its properties', () => {
    const more = '-up "site: hz-2" -ct application/json -rt r/1 -e 30 -V 3.1.1 -l wss --path=/ws';
    const { url, settings } = parse(`mqttx pub -h=x --hostname=b.lan -t a -m '{"n":1}' -r ${more}`);
    expect(url).toBe('wss://b.lan/ws');
    expect(settings).toMatchObject({
      version: 4,
      publish: {
        topic: 'a',
        payload: '{"n":1}',
        retain: true,
        properties: [
          { name: 'userProperty', value: ['site', 'hz-2'] },
          { name: 'contentType', value: 'application/json' },
          { name: 'responseTopic', value: 'r/1' },
          { name: 'messageExpiryInterval', value: 30 },
        ],
      },
    });
  });

  it('keeps a session, and ignores the number of clients', () => {
    const { settings } = parse('mqttx bench sub -c 50 -t b/%i -h h.lan --no-clean -i x -se 300');
    expect(settings).toMatchObject({ cleanStart: false, sessionExpiry: 300, clientId: 'x' });
    expect(parse('mqttx bench conn -c 9 -h h.lan').settings).toEqual({ cleanStart: true });
  });

  it('in a container', () => {
    expect(parse('docker run -it --rm emqx/mqttx-cli mqttx sub -h h.lan -t a').url).toBe(
      'mqtt://h.lan',
    );
    expect(filtersOf('docker run emqx/mqttx-cli:v1.9 sub -h h.lan -t a')).toEqual(['a 0']);
  });
});

describe('a command of another client', () => {
  it.each([
    ['mqtt sub -h h.lan -t a -t b -ws -ws:path /ws', 'ws://h.lan/ws', ['a 0', 'b 0']],
    ['mqtt con -h h.lan -s -i me', 'mqtts://h.lan', undefined],
    ['emqtt sub -h h.lan -t a', 'mqtt://h.lan', ['a 0']],
    ['nanomq_cli sub --url "mqtt-tcp://h.lan:1884" -t a', 'mqtt://h.lan:1884', ['a 0']],
    ['mqttx sub -h h.lan -t a -l wss --path mqtt', 'wss://h.lan/mqtt', ['a 0']],
    ['mqttx sub -h mqtts://h.lan:8884 -t a', 'mqtts://h.lan:8884', ['a 0']],
    ['mqtt subscribe -C mqtts -h h.lan -t a', 'mqtts://h.lan', ['a 0']],
    ['curl mqtt://h.lan/a%2Fb/c --output -', 'mqtt://h.lan', ['a/b/c 0']],
    ['mosquitto_rr -h h.lan -t req -e answer -m x', 'mqtt://h.lan', ['answer 0']],
  ])('%s', (text, url, filters) => {
    expect(parse(text).url).toBe(url);
    expect(filtersOf(text)).toEqual(filters);
  });

  it('of HiveMQ gives the sign-in, and its 3 is 3.1.1', () => {
    const { url, settings } = parse(
      'docker run hivemq/mqtt-cli pub -h h.lan -t a/b -m hi -u ann -pw secret -V 3 -c -s -q 1',
    );
    expect(url).toBe('mqtts://h.lan');
    expect(settings).toEqual({
      userName: 'ann',
      password: 'secret',
      version: 4,
      cleanStart: true,
      publish: { topic: 'a/b', payload: 'hi', qos: 1, retain: false, properties: [] },
    });
  });

  it('of curl gives the message and the user', () => {
    for (const text of [
      'curl -d "x y" -u ann:se:cret mqtt://h.lan:1884/a',
      'curl.exe mqtt://ann:se%3Acret@h.lan:1884/a --data-raw "x y"',
    ]) {
      expect(parse(text)).toMatchObject({
        url: 'mqtt://h.lan:1884',
        settings: {
          userName: 'ann',
          password: 'se:cret',
          publish: { topic: 'a', payload: 'x y' },
        },
      });
    }
    expect(keysOf('curl -d @file mqtt://h/a')).toContain('payload-elsewhere');
  });

  it('publishes a request with its response topic', () => {
    expect(parse('mosquitto_rr -h h -t req -e answer -m x').settings.publish).toMatchObject({
      topic: 'req',
      properties: [{ name: 'responseTopic', value: 'answer' }],
    });
  });

  it('that asks for the password, or has unknown options', () => {
    const { settings } = parse('mqtt sub -h h.lan -t a -pw -V 5');
    expect([settings.password, settings.version]).toEqual([undefined, 5]);
    const { notes } = parse('mqttx sub -h h.lan -t a --config PLANTED');
    expect(notes.map(({ args }) => args)).toContainEqual({ option: '--config' });
    expect(JSON.stringify(notes)).not.toContain('PLANTED');
  });

  it('is none if only words are the same', () => {
    for (const text of ['curl https://h/mqtt', 'mqtt shell', 'emqx_ctl clients list']) {
      expect(parse(text).from).toBe('unreadable');
    }
    expect(parse('ws://mqtt.lan/mqttx').from).toBe('url');
    expect(parse('mqttx.lan:1883').from).toBe('host-port');
  });
});

describe('a shell of Windows', () => {
  it.each([
    String.raw`& "C:\Program Files\mosquitto\mosquitto_sub.exe" -h h.lan -t a`,
    String.raw`C:\mosquitto\mosquitto_sub.exe -h h.lan -t a`,
    String.raw`PS C:\Users\ann> .\mosquitto_sub.exe -h h.lan -t a`,
    String.raw`C:\Users\ann>"C:\Program Files\mosquitto\mosquitto_sub" -h h.lan -t a`,
    'mosquitto_sub `\r\n  -h h.lan `\r\n  -t a',
    'mosquitto_sub ^\r\n  -h h.lan ^\r\n  -t a',
    // A field of one line has joined them.
    'mosquitto_sub `   -h h.lan ^   -t a',
    String.raw`mosquitto_sub \  -h h.lan \ -t a`,
    `cmd /c "mosquitto_sub -h h.lan -t a"`,
    `bash -c 'mosquitto_sub -h h.lan -t a'`,
    'cmd> mosquitto_sub.exe -h "h.lan" -t "a"',
    'echo 1 | /usr/bin/mosquitto_sub -h h.lan -t a',
    'cd /x && mqttx sub -h h.lan -t a',
    'sleep 1; curl mqtt://h.lan/a',
    `bash -c "mqttx sub -h h.lan -t a"`,
  ])('%s', (text) => {
    expect(parse(text).url).toBe('mqtt://h.lan');
    expect(filtersOf(text)).toEqual(['a 0']);
    expect(keysOf(text)).toEqual(['over-bridge']);
  });

  const trusted = (text: string) => parse(text).settings.line?.tls?.ca;

  it.each([
    [String.raw`--cafile C:\certs\ca.pem`, String.raw`C:\certs\ca.pem`],
    [String.raw`--cafile certs\2026\ca.pem`, String.raw`certs\2026\ca.pem`],
    [String.raw`--cafile .\ca.pem`, String.raw`.\ca.pem`],
    [String.raw`--cafile \\nas\certs\ca.pem`, String.raw`\\nas\certs\ca.pem`],
    [
      String.raw`--cafile "\\nas\my certs\ca.pem" -V mqttv5 -i C:\x`,
      String.raw`\\nas\my certs\ca.pem`,
    ],
    [String.raw`--cafile %USERPROFILE%\ca.pem`, String.raw`%USERPROFILE%\ca.pem`],
    [String.raw`--cafile C:\mqtt\ca -k 9`, String.raw`C:\mqtt\ca`],
    // POSIX shells drop the backslash.
    [String.raw`--cafile my\ ca.pem`, 'my ca.pem'],
    [String.raw`--cafile my\ ca.pem -i 'C:\x'`, 'my ca.pem'],
    ['--cafile \\\n ca.pem', 'ca.pem'],
  ])('keeps the backslashes of a path: %s', (options, ca) => {
    expect(trusted(`mosquitto_pub -h h.lan -t a -m x ${options}`)).toEqual({ file: ca });
  });

  it('keeps the paths of a command as they are written (p4-47)', () => {
    const file = path.join(import.meta.dirname, '../../../e2e/cases/p4-47-windows-command.txt');
    const { url, settings } = parse(readFileSync(file, 'utf8'));
    expect([url, settings.clientId]).toEqual(['mqtts://broker.example:8883', 'press-07']);
    expect(settings.line?.tls).toMatchObject({
      ca: { file: String.raw`C:\certs\ca.pem` },
      cert: { file: String.raw`C:\certs\client.pem` },
      key: { file: String.raw`C:\certs\client.key` },
    });
  });

  it('keeps the paths after another command', () => {
    const text = String.raw`cd C:\m && .\mosquitto_pub.exe -h h.lan -t a -m x --cafile certs\ca`;
    expect(trusted(text)).toEqual({ file: String.raw`certs\ca` });
  });

  it('escapes quotation marks', () => {
    for (const payload of [String.raw`"{\"n\": 1}"`, String.raw`'{\"n\": 1}'`]) {
      const text = String.raw`& 'C:\m\mosquitto_pub.exe' -h h.lan -t a -m ${payload}`;
      expect(parse(text).settings.publish?.payload).toBe('{"n": 1}');
    }
  });
});

describe('a command as a list of texts', () => {
  it.each([
    '["mosquitto_sub", "-h", "h.lan", "-u", "", "-t", "it\'s/a b"]',
    '{"cmd": ["/usr/bin/mosquitto_sub","-h","h.lan","-u","","-t","it\'s/a b"]}',
    'CMD ["mosquitto_sub","-h","h.lan","-u","","-t","it\'s/a b"]',
    `subprocess.run(['mosquitto_sub', '-h', 'h.lan', '-u', '', '-t', 'it\\'s/a b'])`,
    'command: ["mosquitto_sub"]\nargs: ["-h", "h.lan", "-u", "", "-t", "it\'s/a b"]',
    `["sh", "-c", "mosquitto_sub -h h.lan -u '' -t \\"it's/a b\\""]`,
  ])('%s', (text) => {
    expect(parse(text)).toMatchObject({
      host: 'h.lan',
      settings: { userName: '', subscriptions: [{ filter: "it's/a b" }] },
    });
  });

  it('keeps an empty payload', () => {
    const text = '["mosquitto_pub","-h","h.lan","-t","a","-m","","-r"]';
    expect(parse(text).settings).toMatchObject({
      publish: { topic: 'a', payload: '', retain: true },
    });
  });
});
