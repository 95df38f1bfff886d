import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { notesOf, readEvents, reportsOf } from '../captureFile.testkit.ts';
import { problemsOf } from '../converted.testkit.ts';
import { UnreadableFile } from '../events/captureEvents.ts';
import { isHar } from './harReader.ts';

const caseFile = (name: string): Uint8Array =>
  Uint8Array.from(readFileSync(new URL(`../../../../e2e/cases/${name}.har`, import.meta.url)));

it.each([
  ['pub-18-websocket', [1, 2, 3, 14]],
  ['pub-24-websocket-split', [1, 2, 3, 3, 14]],
])('reads the WebSocket messages of %s, also split ones', (name, types) => {
  const events = readEvents(caseFile(name));
  expect(reportsOf(events).map(({ type }) => type)).toEqual(types);
  expect(events).toContainEqual(
    expect.objectContaining({
      kind: 'opened',
      carrier: 'websocket',
      server: { address: 'broker.example', port: 443 },
      fromStart: true,
    }),
  );
  expect(events).toContainEqual({ kind: 'origin', wallClock: 1_700_000_000_000 });
  expect(problemsOf(events)).toEqual([]);
});

it('reads messages in text frames, and reports the frames', () => {
  const message = (opcode: number, data: string) => ({ type: 'send', time: 1, opcode, data });
  const file = JSON.stringify({
    log: {
      entries: [
        {
          request: { url: 'ws://h/?token=x' },
          _webSocketMessages: [message(2, 'EA0ABE1RVFQEAgA8AAFh'), message(1, 'hi')],
        },
        { _webSocketMessages: [message(1, 'another protocol')] },
      ],
    },
  });
  const events = readEvents(encodeUtf8(file));
  expect(problemsOf(events).join()).toContain('text-frame');
  expect(JSON.stringify(events)).not.toContain('token');
});

it('keeps host and port of an address, and neither cookies nor other headers', () => {
  const said = (name: string) => [{ name, value: 'PLANTED' }];
  const message = { type: 'send', time: 1, opcode: 2, data: 'EA0ABE1RVFQEAgA8AAFh' };
  const entry = {
    request: {
      url: 'wss://PLANTED:PLANTED@broker.example:8084/PLANTED?PLANTED=PLANTED#PLANTED',
      cookies: said('session'),
      headers: [...said('Cookie'), ...said('Authorization'), ...said('X-PLANTED')],
      queryString: said('PLANTED'),
    },
    response: { cookies: said('session'), headers: said('Set-Cookie'), redirectURL: 'PLANTED' },
    serverIPAddress: 'PLANTED',
    comment: 'PLANTED',
    _webSocketMessages: [message],
  };
  const log = { entries: [entry], pages: [{ title: 'PLANTED' }], creator: { name: 'PLANTED' } };
  const events = readEvents(encodeUtf8(JSON.stringify({ log })));
  expect(reportsOf(events).map(({ type }) => type)).toEqual([1]);
  expect(JSON.stringify(events)).not.toContain('PLANTED');
  const server = { address: 'broker.example', port: 8084 };
  expect(events).toContainEqual(expect.objectContaining({ kind: 'opened', server }));
});

it.each([
  ['{"log":{"entries":[]}}', 'har-without-mqtt'],
  [
    '{"log":{"entries":[{}, 1, {"_webSocketMessages":[{"type":"send","data":"?","opcode":2,"time":1}]}]}}',
    'har-without-mqtt',
  ],
])('reports that %s has no MQTT', (file, key) => {
  expect(notesOf(readEvents(encodeUtf8(file)))).toEqual([key]);
});

it.each(['{\n  "log": {', '{"log":1}', `{"log":${'['.repeat(100_000)}`])(
  'rejects a truncated or malformed file',
  (file) => {
    expect(() => readEvents(encodeUtf8(file))).toThrow(UnreadableFile);
  },
);

it.each([
  ['{"log":{', true],
  ['{\n\t"log"', true],
  ['{       ', true],
  ['{"no":1,', false],
  ['{"schema', false],
  ['\ufeff{"log"', true],
])('recognises %j: %s', (start, expected) => {
  expect(isHar(encodeUtf8(start))).toBe(expected);
});
