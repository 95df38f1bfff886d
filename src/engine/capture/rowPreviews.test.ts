import { expect, test } from 'vitest';
import { publishBytes } from '../topics/messages.testkit.ts';
import { Session } from './capture.testkit.ts';

const previews = (session: Session) => session.rows().map(({ preview }) => preview);

test('a PUBLISH has the beginning of its payload, by the formats that are known; other packets have none', () => {
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

test('of a long payload only the beginning is read', () => {
  const session = new Session();
  const bytes = 3 << 20;
  session.raw('in', publishBytes('t', 'ab '.repeat(1 << 20)));
  expect(previews(session)).toEqual([
    { key: 'folded', args: { text: 'ab '.repeat(30).slice(0, 80), bytes } },
  ]);
});

test('a secret in it is overwritten', () => {
  const session = new Session();
  const request = 'GET / HTTP/1.1\r\nAuthorization: Basic aHVudGVy\r\n\r\n';
  session.raw('in', publishBytes('t', request));
  expect(JSON.stringify(previews(session))).not.toContain('aHVudGVy');
});
