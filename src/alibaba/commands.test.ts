import { describe, expect, it } from 'vitest';
import { HOSTILE, wordsOf } from '../payload/shell.testkit.ts';
import { type CommandInput, type CommandKind, commandsOf, stars } from './commands.ts';
import { endpoints } from './regions.ts';
import { type SignInRequest, signIn } from './sign.ts';

const REQUEST: SignInRequest = {
  productKey: 'a1B2c3D4e5F',
  deviceName: 'dev-0001',
  deviceSecret: 'e1c0a98b76f54d3e2c1b0a9f8e7d6c5b',
  clientIdBase: '12345',
  timestamp: '1700000000000',
  signMethod: 'hmacsha256',
  secureMode: 2,
};

function input(change: Partial<CommandInput> = {}, transport = 'tls'): CommandInput {
  const request = change.request ?? REQUEST;
  const endpoint = endpoints(request).find((one) => one.transport === transport);
  if (endpoint === undefined) throw new Error(`no endpoint for ${transport}`);
  return { request, endpoint, keepAlive: 300, cleanSession: true, showSecrets: false, ...change };
}

function textOf(kind: CommandKind, given: CommandInput): string {
  const text = commandsOf(given).find((one) => one.kind === kind)?.text;
  if (text === undefined) throw new Error(`no ${kind}`);
  return text;
}

/** The words of a command as a shell reads them. */
const words = (given: CommandInput) => wordsOf(textOf('mosquitto_pub', given));
const after = (list: readonly string[], option: string) => list[list.indexOf(option) + 1];

describe('commandsOf', () => {
  it('masks secret and password with the same length, unless they are requested', () => {
    const { password } = signIn(REQUEST);
    const masked = commandsOf(input())
      .map(({ text }) => text ?? '')
      .join('\n');
    expect(masked).not.toContain(REQUEST.deviceSecret);
    expect(masked).not.toContain(password);
    expect(masked).toContain(stars(password));
    const shown = commandsOf(input({ showSecrets: true })).map(({ text = '' }) => text);
    expect(shown.map((text) => text.includes(password))).toEqual([true, true, false, false]);
    expect(shown.map((text) => text.includes(REQUEST.deviceSecret))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('names the secure mode of the address, not that of the form', () => {
    const list = words(input({}, 'tcp'));
    expect(after(list, '-i')).toContain('|securemode=3,');
    expect(list).not.toContain('--cafile');
  });

  it('uses the device’s values for mosquitto_pub', () => {
    const made = signIn(REQUEST);
    const list = words(input({ showSecrets: true, cleanSession: false }));
    expect(list[0]).toBe('mosquitto_pub');
    expect(after(list, '-h')).toBe(made.host);
    expect(after(list, '-p')).toBe('1883');
    expect(after(list, '-i')).toBe(made.clientId);
    expect(after(list, '-u')).toBe(made.username);
    expect(after(list, '-P')).toBe(made.password);
    expect(after(list, '-k')).toBe('300');
    expect(list).toContain('-c');
    expect(list).toContain('--cafile');
    expect(words(input({}, 'tcp'))).not.toContain('--cafile');
    expect(after(words(input({}, 'wss')), '-p')).toBe('1883');
    expect(after(words(input({ mqttPort: 2883 }, 'wss')), '-p')).toBe('2883');
    expect(after(words(input({ mqttPort: 2883 }, 'tcp')), '-p')).toBe('1883');
  });

  it.each(HOSTILE.filter((text) => text !== ''))('quotes %j for shell, script and C', (text) => {
    const request = { ...REQUEST, deviceName: text, clientIdBase: text };
    const given = input({ request, showSecrets: true });
    const made = signIn(request);
    const list = words(given);
    expect(after(list, '-u')).toBe(made.username);
    expect(after(list, '-i')).toBe(made.clientId);
    const script = textOf('mqtt.js', given);
    const literal = /clientId: ('(?:[^'\\]|\\.)*')/.exec(script)?.[1] ?? '';
    const plain = literal.slice(1, -1).replaceAll('\\n', '\n').replace(/\\(.)/g, '$1');
    expect(plain).toBe(made.clientId);
    for (const kind of ['c-linkkit', 'c-link-sdk-4'] as const) {
      expect(
        textOf(kind, given)
          .split('\n')
          .filter((line) => /device_?name/i.test(line)),
      ).not.toEqual([]);
      expect(textOf(kind, given)).toMatch(/^[ -~\n]*$/);
    }
  });

  it('writes no shell command with control characters', () => {
    const request = { ...REQUEST, deviceName: 'a\x1b[201~b' };
    const none = commandsOf(input({ request })).map(({ text }) => text === undefined);
    expect(none).toEqual([true, false, false, false]);
  });

  it('includes the connection in C code', () => {
    const tls = textOf('c-link-sdk-4', input());
    expect(tls).toContain('char *host = "a1B2c3D4e5F.iot-as-mqtt.cn-shanghai.aliyuncs.com";');
    expect(tls).toContain('uint16_t port = 1883;');
    expect(tls).toContain('AIOT_SYSDEP_NETWORK_CRED_SVRCERT_CA');
    expect(textOf('c-link-sdk-4', input({}, 'tcp'))).toContain('AIOT_SYSDEP_NETWORK_CRED_NONE');
    expect(textOf('c-linkkit', input())).toContain('params.keepalive_interval_ms = 300000;');
  });
});

describe('endpoints', () => {
  const of = (place: Parameters<typeof endpoints>[0]) =>
    endpoints(place).map(({ url, secureMode, canBrowser }) => [url, secureMode, canBrowser]);

  it('belong to the region, with TLS also on 443', () => {
    const host = 'pk.iot-as-mqtt.eu-central-1.aliyuncs.com';
    expect(of({ productKey: 'pk', regionId: 'eu-central-1' })).toEqual([
      [`wss://${host}:443/`, 2, true],
      [`mqtts://${host}:1883`, 2, false],
      [`mqtts://${host}:443`, 2, false],
      [`mqtt://${host}:1883`, 3, false],
      [`ws://${host}:443/`, 3, true],
    ]);
  });

  it('belong to an instance, or to a custom host', () => {
    expect(of({ productKey: 'pk', instanceId: 'iot-06' })[0]).toEqual([
      'wss://iot-06.mqtt.iothub.aliyuncs.com:443/',
      2,
      true,
    ]);
    const own = endpoints({ productKey: 'pk', ownHost: 'broker.example' });
    expect(own.map(({ url }) => url)).toContain('mqtt://broker.example:1883');
    expect(own.every(({ note }) => note === undefined)).toBe(true);
  });
});
