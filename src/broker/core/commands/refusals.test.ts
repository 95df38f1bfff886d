import { expect, test } from 'vitest';
import { LINE_SHAPES } from './lineRefusals.ts';
import { REFUSAL_SHAPES, type RefusalFact, refused } from './refusals.ts';

/** The exact texts. */
const SAID: readonly (readonly [RefusalFact, string])[] = [
  [{ key: 'no-interface', args: {} }, 'This broker has no control interface.'],
  [
    { key: 'tab-not-loaded', args: {} },
    'The worker of the broker in this tab could not be loaded. Reload the page.',
  ],
  [
    { key: 'tab-part-not-loaded', args: {} },
    'The control interface of the broker in this tab could not be loaded.',
  ],
  [{ key: 'hello-first', args: {} }, 'The first message must be hello.'],
  [{ key: 'hello-twice', args: {} }, 'hello must be sent only once.'],
  [
    { key: 'hello-form', args: {} },
    'The first message must be {"kind": "hello", "version": …, "token": …}, as JSON in a text frame.',
  ],
  [{ key: 'hello-large', args: {} }, 'Messages before the answer to hello must be small.'],
  [{ key: 'hello-late', args: { seconds: 5 } }, 'No hello came within 5 seconds.'],
  [{ key: 'other-version', args: { version: 1 } }, 'This is version 1 of the control interface.'],
  [
    { key: 'token-missing', args: {} },
    'The control interface needs a token. The companion printed the token when it started, unless it was given with --token.',
  ],
  [
    { key: 'token-wrong', args: {} },
    'The token is wrong. The companion printed the token when it started, unless it was given with --token.',
  ],
  [
    { key: 'token-later', args: { seconds: 7 } },
    'There were too many wrong tokens. Try again in 7 s.',
  ],
  [{ key: 'answers-unread', args: {} }, 'Too many answers have not been read.'],
  [{ key: 'taps-unread', args: {} }, 'The messages of the taps have not been read.'],
  [{ key: 'unread', args: {} }, 'Messages have not been read for too long.'],
  [{ key: 'many-others', args: {} }, 'Too many others have come without a hello.'],
  [{ key: 'broker-ends', args: {} }, 'The broker shuts down.'],
  [{ key: 'companion-ended', args: {} }, 'The companion has ended.'],
  [
    { key: 'failed', args: {} },
    'The broker could not do this. The reason is in the log of its host.',
  ],
  [{ key: 'down', args: {} }, 'The broker is down.'],
  [{ key: 'not-connected', args: {} }, 'No client with this client id is connected.'],
  [{ key: 'no-session', args: {} }, 'No client with this client id has a session.'],
  [
    { key: 'not-a-servers-code', args: { code: 0x8c } },
    "0x8C is not allowed in a server's DISCONNECT (MQTT 5, 3.14.2.1).",
  ],
  [
    { key: 'stray-reference', args: {} },
    'A server reference is only allowed with 0x9C or 0x9D (MQTT 5, 4.11).',
  ],
  [
    { key: 'long-farewell', args: { most: 65_535 } },
    'The reason string and the server reference may have at most 65535 bytes of UTF-8 each.',
  ],
  [{ key: 'reserved-topic', args: {} }, 'Topics that begin with $SYS are reserved for the broker.'],
  [{ key: 'not-retained', args: {} }, 'There is no such message.'],
  [
    { key: 'not-a-topic', args: { why: { key: 'wildcard-in-name', args: { wildcard: '+' } } } },
    'A topic name must not contain the wildcard +.',
  ],
  [{ key: 'no-fleet', args: {} }, 'There are no demo devices here.'],
  [{ key: 'no-device-tap', args: {} }, 'There is no device tap with this number.'],
  [{ key: 'bad-filter', args: {} }, 'This is not a valid display filter.'],
  [{ key: 'no-sensors', args: {} }, 'No MQTT-SN gateway is running here (--sn).'],
  [
    { key: 'no-device-taps', args: {} },
    'Device taps need a companion that was started without --no-bridge.',
  ],
  [
    { key: 'bad-device-tap', args: { what: 'listen' } },
    'This is not an address to listen on. Expected: a port, or mqtts://0.0.0.0:8883.',
  ],
  [
    { key: 'broker-elsewhere', args: {} },
    'This needs a broker of mqttscope, but the connection is to another broker.',
  ],
  [{ key: 'no-wire', args: {} }, 'This tap does not exist, or there is no bridge.'],
  [{ key: 'no-rule', args: {} }, 'There is no rule with this id.'],
  [{ key: 'not-waiting', args: {} }, 'This packet is no longer waiting.'],
  [
    { key: 'not-one-packet', args: {} },
    'These bytes are not exactly one packet, so all bytes after them would be read wrongly.',
  ],
  [{ key: 'packet-too-large', args: {} }, 'The packet is larger than the broker accepts.'],
  [
    { key: 'member', args: { why: { key: 'one-of', args: { names: ['a', 'b'] } } } },
    'must be "a" or "b"',
  ],
  [
    {
      key: 'invalid',
      args: { path: 'command.count', why: { key: 'whole', args: { least: 0, most: 500 } } },
    },
    'command.count must be a whole number, 0 to 500.',
  ],
  [
    { key: 'invalid', args: { path: 'x', why: { key: 'unknown', args: { known: ['a', 'b'] } } } },
    'x is not known; known are a, b.',
  ],
  [{ key: 'many-recipes', args: {} }, 'Too many recipes are waiting. Stop some of them first.'],
  [{ key: 'no-run', args: {} }, 'This run is not stored (any more).'],
  [{ key: 'needs-line', args: {} }, 'This works only over a control connection.'],
  [{ key: 'no-tap', args: {} }, 'There is no tap with this number.'],
  [{ key: 'tap-taken', args: {} }, 'There is already a tap with this number.'],
  [{ key: 'tap-number', args: { most: 65_535 } }, 'The number of a tap must be from 0 to 65535.'],
  [{ key: 'many-taps', args: { most: 64 } }, 'A control connection may have at most 64 taps.'],
  [{ key: 'no-platform', args: {} }, 'There is no Alibaba platform here.'],
  [{ key: 'no-device', args: {} }, 'There is no device with this name.'],
  [
    { key: 'not-subscribed', args: {} },
    'The message was not sent, because the device has not subscribed to this topic.',
  ],
  [
    { key: 'device-offline', args: {} },
    'The message was not sent: the device is offline, and QoS 0 messages are not stored for it. Use QoS 1.',
  ],
  [
    { key: 'may-not-receive', args: {} },
    'The permissions of this topic do not allow the device to receive.',
  ],
  [
    { key: 'large-payload', args: { most: 262_144 } },
    'A payload may have at most 262144 bytes here.',
  ],
  [
    { key: 'not-an-object', args: {} },
    'The value is not a JSON object. Write it as {"name": value}.',
  ],
  [{ key: 'deep-object', args: {} }, 'The value is nested too deep. Write it as {"name": value}.'],
  [
    { key: 'service-name', args: {} },
    'The identifier of a service must not be empty and must not contain /, + or #.',
  ],
  [{ key: 'no-file', args: {} }, 'The companion was started without a devices file.'],
  [
    { key: 'devices-file', args: { why: 'Cannot read press.json: there is no such file.' } },
    'The devices file was not read, and nothing has changed: Cannot read press.json: there is no such file.',
  ],
  [{ key: 'not-in-model', args: { name: 'colour' } }, 'The thing model has no property colour.'],
  [{ key: 'service-not-in-model', args: { name: 'dim' } }, 'The thing model has no service dim.'],
  [
    { key: 'parameter-not-in-model', args: { name: 'speed', service: 'dim' } },
    'The thing model has no parameter speed of the service dim.',
  ],
  [
    { key: 'not-fitting', args: { name: 'mode', expected: 'int', came: '"on"' } },
    'mode does not fit the thing model: expected int, got "on".',
  ],
  [
    { key: 'read-only-property', args: { name: 'heat' } },
    'heat is read-only in the thing model: only the device sets it.',
  ],
  [
    { key: 'broker-elsewhere', args: {} },
    'This needs a broker of mqttscope, but the connection is to another broker.',
  ],
  [{ key: 'no-wire', args: {} }, 'This tap does not exist, or there is no bridge.'],
];

test.each(SAID)('%j has its English text next to the fact', (fact, reason) => {
  expect(refused(fact)).toEqual({ kind: 'refused', reason, fact });
});

test('the list contains every rejection of a broker', () => {
  const told = new Set<string>(SAID.map(([{ key }]) => key));
  const untold = Object.keys(REFUSAL_SHAPES).filter(
    (key) => !told.has(key) && !(key in LINE_SHAPES),
  );
  expect(untold).toEqual([]);
});
