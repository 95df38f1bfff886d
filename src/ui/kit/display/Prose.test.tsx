import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Prose } from './Prose.tsx';

test('an option does not wrap, and the sentence is unchanged', () => {
  const text =
    'Start it with --sn 1884, or the one given with --bridge-allow. Not a--b, nor -- alone, --x.';
  const markup = renderToStaticMarkup(<Prose text={text} />);
  expect(
    [...markup.matchAll(/<code[^>]*whitespace-nowrap[^>]*>([^<]*)</g)].map(([, one]) => one),
  ).toEqual(['--sn', '--bridge-allow']);
  expect(markup.replaceAll(/<[^>]*>/g, '')).toBe(text);
});

test('a text too long for an option may wrap', () => {
  const text = `--${'a'.repeat(200)}`;
  expect(renderToStaticMarkup(<Prose text={text} />)).toBe(text);
});
