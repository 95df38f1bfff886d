import { expect, test } from 'vitest';
import { fieldValue, preview, summary } from './packetWords.ts';

test('the words of a summary are told in Chinese, names and codes stay', () => {
  const said = [
    summary(1, 'press-07 · clean start · keep alive 60 s · will state/press-07'),
    summary(1, '(no client identifier) · keep alive off'),
    summary(2, 'accepted · session present'),
    summary(2, '0x86 Bad User Name or Password'),
    summary(8, 'a QoS 1, b QoS 0 and 2 more'),
    summary(9, 'granted QoS 1, 0x87 Not authorized'),
    summary(4, '0x97 Quota exceeded · No: not now.'),
  ];
  expect(said).toEqual([
    'press-07 · Clean Start · 心跳 60 s · 遗嘱 state/press-07',
    '（无客户端标识符） · 心跳已关闭',
    '已接受 · Session Present',
    '0x86 Bad User Name or Password',
    'a QoS 1, b QoS 0 等，另有 2 个',
    '授予 QoS 1, 0x87 Not authorized',
    '0x97 Quota exceeded · No: not now.',
  ]);
});

test('a problem in a summary is told, too', () => {
  expect(summary(3, 'Topic Name is missing.')).toMatch(/\p{Script=Han}/u);
  expect(summary(8, 'a/# · Topic Filter is missing.')).toMatch(/^a\/# · .*\p{Script=Han}/u);
});

test('what a value means is told; a user property is what somebody chose', () => {
  expect(
    ['none', '3 properties', 'off', '60 s', '1 (yes)', '9 (not defined)'].map(fieldValue),
  ).toEqual(['无', '3 个属性', '关闭', '60 s', '1（是）', '9（未定义）']);
  expect(fieldValue('open = 1 (yes)')).toBe('open = 1 (yes)');
});

test('the size of a value that is no text', () => {
  expect(['<206 B binary>', '<empty>', 'none', '<b>'].map(preview)).toEqual([
    '<206 B 二进制>',
    '<空>',
    'none',
    '<b>',
  ]);
});
