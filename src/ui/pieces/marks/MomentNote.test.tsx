import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { MomentNote } from './MomentNote.tsx';

const shown = (line: string) =>
  renderToStaticMarkup(<MomentNote line={line} />).replaceAll(/<[^>]*>/g, '');

test.each([
  ['  "ts": 1796065300123,', '2026-11-30 19:01:40'],
  ['  "time": 1796065300', '2026-11-30 19:01:40'],
  ['1796065300123', '2026-11-30 19:01:40'],
])('%s has its date in UTC', (line, utc) => {
  expect(shown(line)).toContain(`${utc} UTC`);
});

test.each(['  "uptime": 1796065300123,', '  "val": 4,', '  "ts": "1796065300123"', '{', ''])(
  '%s has none',
  (line) => {
    expect(shown(line)).toBe('');
  },
);
