import { expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { Session } from '../capture/capture.testkit.ts';
import { Capture } from '../capture/capture.ts';
import type { Meaning } from '../conventions/convention.ts';
import { Conventions } from '../conventions/conventions.ts';
import { publishBytes } from '../topics/messages.testkit.ts';

const previews = (session: Session) => session.rows().map(({ preview }) => preview);

test('previews the payload of a PUBLISH in known formats, and of no other packet', () => {
  const session = new Session();
  session.connect();
  session.raw('in', publishBytes('t', '{"a": 1}'));
  session.raw('out', publishBytes('t', new Uint8Array([0xa1, 0x61, 0x61, 0x01])));
  session.raw('in', publishBytes('t', ''));
  session.raw('in', publishBytes('t', new Uint8Array([0xff, 0xfe, 0x00])));
  expect(previews(session)).toEqual([
    undefined,
    undefined,
    { key: 'whole', args: { text: '{"a": 1}' } },
    { key: 'whole', args: { text: 'CBOR {"a": 1}' } },
    { key: 'empty', args: {} },
    { key: 'binary', args: { bytes: 3 } },
  ]);
});

test('reads only the start of a long payload', () => {
  const session = new Session();
  const bytes = 3 << 20;
  session.raw('in', publishBytes('t', 'ab '.repeat(1 << 20)));
  expect(previews(session)).toEqual([
    { key: 'folded', args: { text: 'ab '.repeat(30).slice(0, 80), bytes } },
  ]);
});

test('masks a secret', () => {
  const session = new Session();
  session.raw('in', publishBytes('/ext/register', '{"deviceSecret":"aHVudGVy"}'));
  expect(JSON.stringify(previews(session))).not.toContain('aHVudGVy');
});

test('reads the values at the wanted paths, in any format, without secrets', () => {
  const session = new Session();
  session.raw('in', publishBytes('t', '{"temp": 1.50, "deep": {"on": true, "name": "press"}}'));
  session.raw('in', publishBytes('t', new Uint8Array([0xa1, 0x64, 0x74, 0x65, 0x6d, 0x70, 0x07])));
  session.raw('in', publishBytes('t', 'text'));
  const keyed = (...keys: (readonly string[])[]) =>
    session.capture
      .window({ packets: { first: 0, count: 10, keys } }, 2_000)
      .packets?.rows.map((row) => row.keyed);
  expect(keyed(['temp'], ['deep', 'name'])).toEqual([
    { 'payload.temp': '1.50', 'payload.deep.name': 'press' },
    { 'payload.temp': '7' },
    undefined,
  ]);
  // The same rows, read for other paths.
  expect(keyed(['deep', 'on'])?.[0]).toEqual({ 'payload.deep.on': 'true' });
  expect(keyed()).toEqual([undefined, undefined, undefined]);
  const secret = '{"deviceName":"d","deviceSecret":"hunter2-hunter2"}';
  session.raw('in', publishBytes('/ext/register', secret));
  expect(JSON.stringify(keyed(['deviceSecret']))).not.toContain('hunter2');
});

test('decodes rows and tree again after a convention is loaded', () => {
  const meaning = new Lazy(() => new Promise<Meaning>(() => undefined));
  const topics = { patience: 1, beginnings: ['boiler/'], meaning };
  const conventions = new Conventions([{ id: 'x', name: 'X', topics }]);
  const capture = new Capture({ conventions, originWallClock: 0 });
  const stream = capture.openStream(4);
  const packet = publishBytes('boiler/1', new Uint8Array([0xff, 0xfe, 0x00]));
  capture.packet(stream, 'in', 1_000, packet);
  const shown = () => {
    const range = { first: 0, count: 10 };
    const reply = capture.window({ packets: range, topics: range }, 2_000);
    return [reply.packets?.rows[0]?.preview?.key, reply.topics?.rows.at(-1)?.preview?.key];
  };
  expect(shown()).toEqual(['binary', 'binary']);
  const plain = { identifier: undefined, replyTopic: undefined, read: () => undefined };
  const of = () => ({ ...plain, kind: 'data', device: '', isForDevice: false, chain: 'gzip' });
  meaning.give({ of });
  // The modules of a chain are loading now.
  expect(shown()).toEqual(['waiting', 'waiting']);
});
