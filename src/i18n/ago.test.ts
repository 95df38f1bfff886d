import { expect, test } from 'vitest';
import { ago } from './ago.ts';
import { recent as en } from './en/shell/recent.ts';
import { recent as zh } from './zh/shell/recent.ts';

const NOW = new Date(2026, 10, 22, 9, 30).getTime();
const at = (...[year, month, day, hour, minute]: [number, number, number, number, number]) =>
  new Date(year, month - 1, day, hour, minute).getTime();

test('uses minutes and hours for today, `yesterday`, and dates before', () => {
  const said = (words: typeof en.ago, language: string) => [
    ago(NOW, NOW, words, language),
    ago(NOW - 60_000, NOW, words, language),
    ago(at(2026, 11, 22, 9, 25), NOW, words, language),
    ago(at(2026, 11, 22, 7, 10), NOW, words, language),
    ago(at(2026, 11, 21, 8, 0), NOW, words, language),
    ago(at(2026, 11, 18, 23, 0), NOW, words, language),
    ago(at(2025, 11, 18, 23, 0), NOW, words, language),
  ];
  expect(said(en.ago, 'en')).toEqual([
    'just now',
    '1 min ago',
    '5 min ago',
    '2 h ago',
    'yesterday',
    'Nov 18',
    'Nov 18, 2025',
  ]);
  expect(said(zh.ago, 'zh')).toEqual([
    '刚刚',
    '1 分钟前',
    '5 分钟前',
    '2 小时前',
    '昨天',
    '11月18日',
    '2025年11月18日',
  ]);
});

test('handles a clock that was set back', () => {
  expect(ago(NOW + 5000, NOW, en.ago, 'en')).toBe('just now');
});
