import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Prose } from './Prose.tsx';

test('an option stands whole, and the sentence as it was', () => {
  const text =
    'Start it with --sn 1884, or the one given with --bridge-allow. Not a--b, nor -- alone, --x.';
  const markup = renderToStaticMarkup(<Prose text={text} />);
  expect(
    [...markup.matchAll(/<code[^>]*whitespace-nowrap[^>]*>([^<]*)</g)].map(([, one]) => one),
  ).toEqual(['--sn', '--bridge-allow']);
  expect(markup.replaceAll(/<[^>]*>/g, '')).toBe(text);
});

test('what is too long for an option may break', () => {
  const text = `--${'a'.repeat(200)}`;
  expect(renderToStaticMarkup(<Prose text={text} />)).toBe(text);
});
