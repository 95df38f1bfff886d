import { expect, test } from 'vitest';
import { widthOf } from './textWidth.ts';
import { wrapped } from './wrapped.ts';

const length = (text: string): number => text.length;

test.each([
  ['await PUBREL', ['await PUBREL']],
  ['await CONNACK or AUTH', ['await CONNACK', 'or AUTH']],
  ['等待 CONNACK 或 AUTH', ['等待 CONNACK 或', 'AUTH']],
  ['被故障规则丢弃，未到达客户端。', ['被故障规则丢弃，未到达客户', '端。']],
  ['averylongwordofone line', ['averylongword', 'ofone line']],
])('%s wraps between words', (text, lines) => {
  expect(wrapped(text, 13, length)).toEqual(lines);
});

test('no line is wider than the room, and no character is lost', () => {
  const texts = [
    'Connection closed · DISCONNECT from the broker, 0x8B Server shutting down',
    'PUBACK · a-rule-with-a-very-long-name-without-a-blank: dropped',
    '连接断开 · Broker 发送了 DISCONNECT，0x8B 服务端正在关闭',
  ];
  for (const text of texts) {
    for (let room = 40; room < 400; room += 7) {
      const lines = wrapped(text, room);
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(room);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }
  }
});
