import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { dissect } from '../dissect/dissect.ts';
import { Secrets } from './secrets.ts';

const name = '\u0000\u0006MQIsdp\u0003';
const before = '\u0000\u003c\u0000\u0001c';

it.each([
  [
    'a will without the announced user name and password',
    0xc6,
    '\u0000\u0004user\u0000\u0006secret',
  ],
  ['a will without the announced user name', 0x86, '\u0000\u0004user\u0000\u0006secret'],
  ['a user name without the announced password', 0xc2, '\u0000\u0006secret'],
  ['a user name with flags of a will that is absent', 0x8a, '\u0000\u0006secret'],
  ['a user name with the reserved flag', 0x83, '\u0000\u0006secret'],
])('hides %s, which may be the password in MQTT 3.1', (_, flags, fields) => {
  const body = [...encodeUtf8(name), flags, ...encodeUtf8(before + fields)];
  const bytes = Uint8Array.from([0x10, body.length, ...body]);
  const dissection = dissect(bytes, { version: 3, sender: 'client', topicAlias: () => undefined });
  const hidden = new Secrets([]).ranges(bytes, dissection, undefined);
  expect(hidden).toContainEqual({ offset: bytes.length - 6, length: 6 });
});

const OF_V4 = '\u0000\u0004MQTT\u0004';

it.each([0x05, 0x0d, 0x1c, 0x1d, 0x21, 0x3c, 0x3f])(
  'hides the last text if flags %i turn user name and password into a will that is wrong',
  (flags) => {
    const fields = '\u0000\u0004user\u0000\u0006secret';
    const body = [...encodeUtf8(OF_V4), flags, ...encodeUtf8(before + fields)];
    const bytes = Uint8Array.from([0x10, body.length, ...body]);
    const dissection = dissect(bytes, { version: 4, sender: 'client' });
    const masked = new Secrets([]).mask(bytes, dissection, undefined) ?? bytes;
    expect(new TextDecoder().decode(masked)).not.toContain('secret');
  },
);

it('hides nothing of a CONNECT whose flags and fields agree', () => {
  const fields = '\u0000\u0004will\u0000\u0006status\u0000\u0004user';
  const body = [...encodeUtf8(OF_V4), 0x86, ...encodeUtf8(before + fields)];
  const bytes = Uint8Array.from([0x10, body.length, ...body]);
  const dissection = dissect(bytes, { version: 4, sender: 'client' });
  expect(dissection.packet?.type).toBe('connect');
  expect(new Secrets([]).ranges(bytes, dissection, undefined)).toEqual([]);
});
