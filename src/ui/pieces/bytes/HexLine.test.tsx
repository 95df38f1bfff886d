import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { HexLine } from './HexLine.tsx';
import { lineLight } from './hexLines.ts';

test('only ASCII bytes are characters: no letter of another alphabet passes for one', () => {
  const bytes = encodeUtf8('a\u0430\u0430a.\u0000');
  const light = lineLight(
    0,
    { own: undefined, around: undefined, cursor: undefined, secrets: [] },
    16,
  );
  const markup = renderToStaticMarkup(
    <HexLine bytes={bytes} offset={0} digits={4} perLine={16} light={light} />,
  );
  const text = markup.replaceAll(/<[^>]*>/g, '');
  expect(text).toBe('0000 61 d0 b0 d0 b0 61 2e 00 a····a.·\n');
});
