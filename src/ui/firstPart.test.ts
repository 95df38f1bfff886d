/** What the page and its workers begin with asks for nothing that is loaded later; what is loaded later brings its texts. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const SRC = path.dirname(import.meta.dirname);
const ALL_TEXTS = 'ui/kit/language/useText.ts';
const SOON_TEXTS = 'ui/kit/language/soonText.ts';
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
  expect(firstPart.size).toBeGreaterThan(150);
  expect(firstPart).toContain('ui/kit/language/firstText.ts');
  expect([...firstPart]).not.toContain(ALL_TEXTS);
  expect([...firstPart]).not.toContain(SOON_TEXTS);
});

test('what somebody has to act for is no part of it', () => {
  const acting = [
    'profiles/address.ts',
    'ui/session/profiles/settings.ts',
    'ui/session/publish/form.ts',
    'ui/session/brokers.ts',
    'ui/session/faults/stepping.ts',
    'connection/control/controlClient.ts',
    'alibaba/validate.ts',
    'words/en/breaches.ts',
  ];
  for (const file of acting) expect(existsSync(path.join(SRC, file))).toBe(true);
  const begun = closure(['ui/main.tsx', 'ui/start.tsx', 'words/en/first.ts', 'words/zh/first.ts']);
  expect(acting.filter((file) => begun.has(file))).toEqual([]);
});

/** Those of the first part that load later what uses these texts, by a statement that does not `bring` them. */
function forgetful(texts: string, bring: RegExp, read = sourceOf): readonly string[] {
  return [...closure(['ui/main.tsx', 'ui/start.tsx'], read)].filter((file) => {
    if (LOADERS.includes(file)) return false;
    const statements = read(file).split(/\n(?=\S)/);
    const loaded = statements.filter((one) => !bring.test(one));
    return closure(loadedLaterBy(file, loaded.join('\n')), read).has(texts);
  });
}

const BRING_ALL = /\b(?:later|loadedLater)\(/;
const BRING_SOME = /\b(?:later|loadedLater|loadedSoon)\(/;

test('what it loads later comes with all texts that it uses', () => {
  expect(forgetful(ALL_TEXTS, BRING_ALL)).toEqual([]);
  expect(forgetful(SOON_TEXTS, BRING_SOME)).toEqual([]);
});

test('a part that is loaded without the texts that it uses is found', () => {
  const file = 'ui/views/publish/PublishPane.tsx';
  const planted = (load: string, from: string) => (other: string) =>
    other === file ? `${load}(async () => import('${from}'));` : sourceOf(other);
  const soon = planted('loadedSoon', './properties/PropertyFields.tsx');
  expect(forgetful(SOON_TEXTS, BRING_SOME, soon)).toEqual([]);
  const none = planted('fetchedWhenIdle', './properties/PropertyFields.tsx');
  expect(forgetful(SOON_TEXTS, BRING_SOME, none)).toEqual([file]);
  const all = planted('later(other);\nloadedSoon', '../topic/TopicView.tsx');
  expect(forgetful(ALL_TEXTS, BRING_ALL, all)).toEqual([file]);
});

test('a connection begins without what only some payloads need', () => {
  const begun = closure(['ui/connectionWorker.ts']);
  expect(begun).toContain('payload/formats/formats.ts');
  const later = [
    'inflate',
    'codecs',
    'payloadDiff',
    'messagePackSyntax',
    'xmlReading',
    'yamlReading',
    'csvReading',
    'urlReading',
    'bsonReading',
    'unlz4',
    'pictureHeads',
    'builtTree',
  ].map((file) => `payload/formats/${file}.ts`);
  expect(later.filter((file) => !existsSync(path.join(SRC, file)) || begun.has(file))).toEqual([]);
});

test('the build knows what is loaded soon', () => {
  const soon = [...firstPart].flatMap((file) => {
    const statements = sourceOf(file).split(/\n(?=\S)/);
    return loadedLaterBy(file, statements.filter((one) => one.includes('loadedSoon(')).join('\n'));
  });
  const config = readFileSync(path.join(SRC, '../vite.config.ts'), 'utf8');
  const known = /const SOON = \[(.*?)\]/s.exec(config)?.[1]?.match(/[\w./]+/g) ?? [];
  expect(soon.map((file) => `src/${file}`).sort()).toEqual(known.sort());
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
