import { expect, test } from 'vitest';
import { LINE_SHAPES } from './lineRefusals.ts';
import { REFUSAL_SHAPES, type RefusalFact, refused } from './refusals.ts';

/** The exact texts that scripts depend on. */
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
  [{ key: 'hello-twice', args: {} }, 'hello comes once.'],
  [
    { key: 'hello-form', args: {} },
    'The first message must be {"kind": "hello", "version": …, "token": …}, as JSON in a text frame.',
  ],
  [{ key: 'hello-large', args: {} }, 'What comes before the hello is answered must be small.'],
  [{ key: 'hello-late', args: { seconds: 5 } }, 'No hello came within 5 seconds.'],
  [{ key: 'other-version', args: { version: 1 } }, 'This is version 1 of the control interface.'],
  [
    { key: 'token-missing', args: {} },
    'The control interface asks for a token. The companion printed it when it started, unless it was given with --token.',
  ],
  [
    { key: 'token-wrong', args: {} },
    'This is not the token of this start. The companion printed it when it started, unless it was given with --token.',
  ],
  [
    { key: 'token-later', args: { seconds: 7 } },
    'Too many wrong tokens have come; try again in 7 s.',
  ],
  [{ key: 'answers-unread', args: {} }, 'Too many answers wait.'],
  [{ key: 'taps-unread', args: {} }, 'Nobody reads what the taps tell.'],
  [{ key: 'unread', args: {} }, 'What was told has not been read for too long.'],
  [{ key: 'many-others', args: {} }, 'Too many others have come without a hello.'],
  [{ key: 'broker-ends', args: {} }, 'The broker shuts down.'],
  [{ key: 'companion-ended', args: {} }, 'The companion has ended.'],
  [{ key: 'failed', args: {} }, 'The broker failed at this; its host knows more.'],
  [{ key: 'down', args: {} }, 'The broker is down.'],
  [{ key: 'not-connected', args: {} }, 'No client of this identifier is connected.'],
  [{ key: 'no-session', args: {} }, 'No client of this identifier has a session.'],
  [
    { key: 'not-a-servers-code', args: { code: 0x8c } },
    "0x8C cannot stand in a server's DISCONNECT (MQTT 5, 3.14.2.1).",
  ],
  [
    { key: 'stray-reference', args: {} },
    'A server reference goes with 0x9C or 0x9D only (MQTT 5, 4.11).',
  ],
  [
    { key: 'long-farewell', args: { most: 65_535 } },
    'Reason string and server reference have at most 65535 bytes of UTF-8 here.',
  ],
  [{ key: 'reserved-topic', args: {} }, '$SYS is for the broker itself.'],
  [{ key: 'not-retained', args: {} }, 'There is no such message.'],
  [
    { key: 'not-a-topic', args: { why: { key: 'wildcard-in-name', args: { wildcard: '+' } } } },
    'A topic name must not contain the wildcard +.',
  ],
  [{ key: 'no-fleet', args: {} }, 'There are no demo devices here.'],
  [{ key: 'no-device-tap', args: {} }, 'There is no device tap of this number.'],
  [
    { key: 'bad-sensor-topics', args: { line: 3 } },
    'Line 3 is no number from 1 to 65534 and a topic name, or has a number that was there before.',
  ],
  [{ key: 'bad-filter', args: {} }, 'This is no display filter.'],
  [{ key: 'no-sensors', args: {} }, 'No gateway for MQTT-SN (--sn) runs here.'],
  [
    { key: 'no-device-taps', args: {} },
    'There are no device taps here: only the companion has them, unless it was started with --no-bridge.',
  ],
  [
    { key: 'bad-device-tap', args: { what: 'listen' } },
    'This is no address to listen at: a port, or mqtts://0.0.0.0:8883.',
  ],
  [
    { key: 'broker-elsewhere', args: {} },
    'This needs a broker of mqttscope: the one here is elsewhere.',
  ],
  [{ key: 'no-wire', args: {} }, 'This tap is not there, or the bridge is not.'],
  [{ key: 'no-rule', args: {} }, 'There is no rule of this id.'],
  [{ key: 'not-waiting', args: {} }, 'This packet no longer waits.'],
  [
    { key: 'not-one-packet', args: {} },
    'These bytes are not exactly one packet: everything behind it would be read wrongly.',
  ],
  [{ key: 'packet-too-large', args: {} }, 'The packet is larger than the broker takes.'],
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
  [{ key: 'no-run', args: {} }, 'This run is not remembered.'],
  [{ key: 'needs-line', args: {} }, 'Only a line can be told.'],
  [{ key: 'no-tap', args: {} }, 'There is no tap of this number.'],
  [{ key: 'tap-taken', args: {} }, 'There is a tap of this number.'],
  [{ key: 'tap-number', args: { most: 65_535 } }, 'A tap’s number is from 0 to 65535.'],
  [{ key: 'many-taps', args: { most: 64 } }, 'A line has at most 64 taps.'],
  [{ key: 'no-platform', args: {} }, 'There is no platform here.'],
  [{ key: 'no-device', args: {} }, 'No device of this name is known here.'],
  [
    { key: 'not-subscribed', args: {} },
    'The device has not subscribed to this topic, so it was not sent.',
  ],
  [
    { key: 'device-offline', args: {} },
    'The device is offline, and messages of QoS 0 are not kept for it: it was not sent. Use QoS 1.',
  ],
  [
    { key: 'may-not-receive', args: {} },
    'The device may not receive on this topic: see its permissions.',
  ],
  [{ key: 'large-payload', args: { most: 262_144 } }, 'A payload has at most 262144 bytes here.'],
  [
    { key: 'not-an-object', args: {} },
    'What is to be sent is not a JSON object. Write it as {"name": value}.',
  ],
  [
    { key: 'deep-object', args: {} },
    'What is to be sent is nested too deep. Write it as {"name": value}.',
  ],
  [
    { key: 'service-name', args: {} },
    'A service’s identifier is neither empty nor holds / + or #.',
  ],
  [
    { key: 'no-upload', args: {} },
    'This upload is not known: it has ended, or was given up for newer ones.',
  ],
  [
    { key: 'not-a-device-name', args: {} },
    'A device name has 4 to 32 characters: letters, digits and - _ @ . :',
  ],
  [{ key: 'device-there', args: {} }, 'The product has a device of this name.'],
  [
    { key: 'many-devices', args: { most: 9 } },
    'There are at most 9 devices, and as many products.',
  ],
  [{ key: 'not-a-secret', args: {} }, 'A secret has 1 to 64 characters of ASCII, and no blanks.'],
  [{ key: 'not-a-product-key', args: {} }, 'A product key has 1 to 32 letters and digits.'],
  [{ key: 'product-there', args: {} }, 'There is a product of this key.'],
  [{ key: 'product-has-devices', args: {} }, 'The product has devices. Remove them first.'],
  [{ key: 'not-a-product-name', args: { most: 30 } }, 'A product’s name has 1 to 30 characters.'],
  [
    { key: 'not-topic-classes', args: { most: 50 } },
    'A product has at most 50 topic classes. Each begins with /{productKey}/${deviceName}/, and has wildcards only with SUB.',
  ],
  [
    { key: 'not-a-model', args: { line: 3, column: 7 } },
    'Line 3, column 7: this is not a thing model as TSL JSON.',
  ],
  [{ key: 'no-file', args: {} }, 'The companion was started without a devices file.'],
  [
    { key: 'full-desired', args: { most: 200 } },
    'A device has at most 200 desired values, and 256 KB of them; it would have more.',
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
    { key: 'not-a-tag', args: { most: 128 } },
    'A tag’s key has at most 100 letters, digits and _, and begins with no digit; its value is a text of at most 128 characters, or null.',
  ],
  [{ key: 'many-tags', args: { most: 100 } }, 'A device has at most 100 tags.'],
  [
    { key: 'not-raw-rules', args: { most: 20 } },
    'A product has at most 20 rules; prefix and reply of each are hex, two digits a byte, at most 2048 bytes.',
  ],
  [{ key: 'no-stored-file', args: {} }, 'There is no such file.'],
  [{ key: 'no-config', args: {} }, 'This product has no remote configuration.'],
  [{ key: 'no-webhook', args: {} }, 'Nothing here can send a webhook: use a companion.'],
  [
    { key: 'not-webhook-url', args: {} },
    'A webhook has an http or https address, without a user name.',
  ],
  [
    { key: 'webhook-elsewhere', args: {} },
    'An address of another machine has to be named at the start, with --alibaba-webhook.',
  ],
  [{ key: 'large-file', args: { most: 10 } }, 'A file has at most 10 bytes here.'],
  [
    { key: 'full-store', args: { most: 10 } },
    'All files together have at most 10 bytes here. Remove some packages first.',
  ],
  [{ key: 'no-product', args: {} }, 'No product of this key is known here.'],
  [{ key: 'package-text', args: { most: 64 } }, 'Version and module have 1 to 64 characters.'],
  [
    { key: 'package-files', args: { most: 20 } },
    'A package has at most 20 files, each of another name.',
  ],
  [{ key: 'several-files', args: {} }, 'Several files are downloaded over HTTP only: choose HTTP.'],
  [{ key: 'many-packages', args: {} }, 'There are too many packages. Remove some of them first.'],
  [{ key: 'no-package', args: {} }, 'There is no such package.'],
  [{ key: 'other-product', args: {} }, 'The package is for another product.'],
  [
    { key: 'no-file-server', args: {} },
    'Nothing serves files over HTTP here. Choose MQTT for the download, or use a companion.',
  ],
  [{ key: 'many-upgrades', args: { most: 500 } }, 'At most 500 upgrades may be under way.'],
  [{ key: 'no-upgrade', args: {} }, 'There is no such upgrade.'],
  [{ key: 'upgrade-ended', args: {} }, 'The upgrade has ended already.'],
  [
    { key: 'broker-elsewhere', args: {} },
    'This needs a broker of mqttscope: the one here is elsewhere.',
  ],
  [{ key: 'no-wire', args: {} }, 'This tap is not there, or the bridge is not.'],
  [
    { key: 'full-shadow', args: {} },
    'The shadow did not take it: with what stands in it already it would have more than 16 KB or more than 5 levels.',
  ],
];

test.each(SAID)(
  '%j has the English text that scripts depend on, next to the fact',
  (fact, reason) => {
    expect(refused(fact)).toEqual({ kind: 'refused', reason, fact });
  },
);

test('the list contains every rejection of a broker', () => {
  const told = new Set<string>(SAID.map(([{ key }]) => key));
  const untold = Object.keys(REFUSAL_SHAPES).filter(
    (key) => !told.has(key) && !(key in LINE_SHAPES),
  );
  expect(untold).toEqual([]);
});
