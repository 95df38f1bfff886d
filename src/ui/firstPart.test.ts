/** What the page begins with asks for no text that is loaded later; what is loaded later brings them all. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const SRC = path.dirname(import.meta.dirname);
const ALL_TEXTS = 'ui/kit/language/useText.ts';
/** Where texts are loaded, and the app itself, which begins with the first of them. */
const LOADERS = ['ui/kit/language/dictionaries.ts', 'ui/main.tsx'];

const withoutComments = (text: string) =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');

const sourceOf = (file: string) => withoutComments(readFileSync(path.join(SRC, file), 'utf8'));

const from = (file: string, imported: string) => path.join(path.dirname(file), imported);

/** Modules that are loaded with this one: types are not. */
function loadedWith(file: string, text: string): readonly string[] {
  const statements = text.matchAll(
    /^(?:import|export)\s(?!type\s)(?:([^;'(]*?)\sfrom\s)?'(\.[^']+\.tsx?)'/gm,
  );
  return [...statements]
    .filter(([, names = '']) => !/^\{(?:\s*type\s[^,}]+,?)*\s*\}\s*$/.test(names))
    .map(([, , imported = '']) => from(file, imported));
}

function loadedLaterBy(file: string, text: string): readonly string[] {
  return [...text.matchAll(/\bimport\(\s*'(\.[^']+\.tsx?)'/g)].map(([, imported = '']) =>
    from(file, imported),
  );
}

/** All that comes with these. */
function closure(
  entries: readonly string[],
  read: (file: string) => string = sourceOf,
): ReadonlySet<string> {
  const files = new Set(entries);
  for (const file of files) {
    for (const other of loadedWith(file, read(file))) {
      if (existsSync(path.join(SRC, other))) files.add(other);
    }
  }
  return files;
}

const firstPart = closure(['ui/main.tsx', 'ui/start.tsx']);

test('the first part of the page uses the first texts alone', () => {
  expect(firstPart.size).toBeGreaterThan(200);
  expect(firstPart).toContain('ui/kit/language/firstText.ts');
  expect([...firstPart]).not.toContain(ALL_TEXTS);
});

test('what it loads later comes with all texts, where it uses them', () => {
  const forgotten = [...firstPart].filter((file) => {
    const text = sourceOf(file);
    const bringsTexts = /\b(?:later|loadedLater)\(/.test(text) || LOADERS.includes(file);
    return !bringsTexts && [...closure(loadedLaterBy(file, text))].includes(ALL_TEXTS);
  });
  expect(forgotten).toEqual([]);
});

test('a planted text is found', () => {
  const planted = (file: string) =>
    file === 'ui/shell/TopBar.tsx'
      ? "import { type Texts, useText } from '../kit/language/useText.ts';"
      : sourceOf(file);
  expect([...closure(['ui/start.tsx'], planted)]).toContain(ALL_TEXTS);
  const ofTypes = "import type { A } from './a.ts';\nimport { type B, type C } from './b.ts';";
  expect(loadedWith('ui/x.ts', ofTypes)).toEqual([]);
});
