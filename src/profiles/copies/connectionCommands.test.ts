import { expect, test } from 'vitest';
import type { ConnectionSettings } from '../settings/settings.ts';
import { CONNECTION_COMMANDS, connectionCommand } from './connectionCommands.ts';

const SETTINGS: ConnectionSettings = {
  url: 'mqtts://ann:PLANTED@broker.example:8884',
  version: 5,
  clientId: 'plant 7',
  signIn: { kind: 'password', userName: 'ann', password: 'PLANTED' },
  cleanStart: false,
  keepAlive: 30,
  sessionExpiry: 60,
  will: undefined,
  line: {
    proxy: 'socks5://me:PLANTED@127.0.0.1:1080',
    headers: [['Authorization', 'PLANTED']],
    tls: { ca: { file: '/etc/ca.pem' }, key: { text: 'PLANTED' }, passphrase: 'PLANTED' },
  },
  connectProperties: [
    { name: 'authenticationMethod', value: 'x' },
    { name: 'authenticationData', value: new TextEncoder().encode('PLANTED') },
  ],
  subscriptions: [
    { filter: 'a/#', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 },
  ],
};

const textOf = (settings: ConnectionSettings) =>
  CONNECTION_COMMANDS.map((command) => {
    const made = connectionCommand(command, settings);
    return made.ok ? made.text() : made.why.kind;
  });

test('a connection becomes a command of other clients', () => {
  expect(textOf(SETTINGS)).toEqual([
    "mosquitto_sub -v -h 'broker.example' -p 8884 -V mqttv5 --tls-use-os-certs -i 'plant 7' -k 30 -c -x 60 -u 'ann' --cafile '/etc/ca.pem' -q 1 -t 'a/#'",
    "mosquitto_pub -h 'broker.example' -p 8884 -V mqttv5 --tls-use-os-certs -i 'plant 7' -k 30 -c -x 60 -u 'ann' --cafile '/etc/ca.pem' -t 'test' -q 0 -m 'hello'",
    "mqttx sub -h 'broker.example' -p 8884 -l mqtts -V 5 -i 'plant 7' -k 30 --no-clean -u 'ann' -se 60 --ca '/etc/ca.pem' -t 'a/#' -q 1 -nl false -rap false -rh 0",
  ]);
});

test('it has no secret, and says so', () => {
  for (const command of CONNECTION_COMMANDS) {
    const made = connectionCommand(command, SETTINGS);
    expect(made.ok && made.text()).not.toContain('PLANTED');
    expect(made.ok && made.notes).toEqual([
      { kind: 'left-out', what: ['private key', 'WebSocket headers', 'proxy'] },
      { kind: 'without-password' },
    ]);
  }
});

test('an identifier that the app made is left out, because two clients would share it', () => {
  const made = { ...SETTINGS, clientId: 'mqttscope-0b220d', cleanStart: true, subscriptions: [] };
  const [sub = ''] = textOf(made);
  expect(sub).not.toContain('-i ');
  expect(sub).toMatch(/-t '#'$/);
});

test('control characters of a name are refused instead of copied', () => {
  expect(textOf({ ...SETTINGS, clientId: 'a\u001b[2J' })).toEqual([
    'control-characters',
    'control-characters',
    'control-characters',
  ]);
});
