import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { dissect } from '../dissect/dissect.ts';
import { Secrets } from './secrets.ts';

it('hides a will if MQTT 3.1 announces a password that is absent', () => {
  const name = '\u0000\u0006MQIsdp\u0003';
  const rest = '\u0000\u003c\u0000\u0001c\u0000\u0004user\u0000\u0006secret';
  const body = [...encodeUtf8(name), 0xc6, ...encodeUtf8(rest)];
  const bytes = Uint8Array.from([0x10, body.length, ...body]);
  const dissection = dissect(bytes, { version: 3, sender: 'client', topicAlias: () => undefined });
  expect(dissection.problems).toEqual([]);
  const hidden = new Secrets([]).ranges(bytes, dissection, undefined, 'good');
  expect(hidden).toEqual([{ offset: bytes.length - 6, length: 6 }]);
});
