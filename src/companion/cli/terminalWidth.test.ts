import { describe, expect, it } from 'vitest';
import { padded, widthOf, wrapped } from './terminalWidth.ts';

describe('columns of a terminal', () => {
  it.each([
    ['abc', 3],
    ['报文', 4],
    ['（默认 8080）', 13],
    ['，。：', 6],
    ['“a”…', 4],
    ['e\u0301', 1],
    ['', 0],
  ])('%j takes %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('are padded to equal width', () => {
    expect([padded('报文', 6), padded('abc', 6), padded('longer than it', 6)]).toEqual([
      '报文  ',
      'abc   ',
      'longer than it',
    ]);
  });

  it('are filled by English words and Chinese characters without loss', () => {
    expect(wrapped('one two three', 8)).toBe('one two\nthree');
    expect(wrapped('一二三四五六', 8)).toBe('一二三四\n五六');
    const mixed = '每个 MQTT 5 客户端可用的主题别名数（0 至 65535；默认 32）。';
    expect(wrapped(mixed, 20).replace(/\n/g, '').replaceAll(' ', '')).toBe(
      mixed.replaceAll(' ', ''),
    );
  });

  it('do not begin with closing punctuation or end with opening one', () => {
    for (let width = 6; width < 30; width += 1) {
      for (const line of wrapped('甲，乙（丙）。丁“戊”、己：庚，--option 辛', width).split('\n')) {
        expect(line).not.toMatch(/^[，。）”、：]|[（“]$/);
      }
    }
  });

  it('keep overlong words and existing line breaks', () => {
    expect(wrapped('docs/display-filter.md\nx', 5)).toBe('docs/display-filter.md\nx');
  });
});
