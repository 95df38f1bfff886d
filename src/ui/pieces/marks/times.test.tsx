/** Times and numbers use the language chosen in the app, not the browser's. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { setLanguage } from '#kit';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { writeItems } from '../../session/recent/items.ts';
import { useKeptRecent } from '../../session/recent/place.ts';
import { Recent } from '../Recent.tsx';

let shown: Shown | undefined;
afterEach(async () => {
  await shown?.end();
  useKeptRecent.setState({ text: undefined });
  setLanguage('en');
});

test.each([
  ['zh', '2024年11月20日', 'Nov'],
  ['en', 'Nov 20, 2024', '年'],
] as const)('in %s, recent items say when they were used', async (language, said, unsaid) => {
  setLanguage(language);
  const at = new Date(2024, 10, 20, 15, 4).getTime();
  const text = writeItems([{ kind: 'file', name: 'a.pcapng', size: 10, at }]);
  useKeptRecent.setState({ text });
  shown = await show(
    () => <Recent />,
    () => undefined,
  );
  expect(shown.box.textContent).toContain(said);
  expect(shown.box.textContent).not.toContain(unsaid);
});

/** Takes the browser's language: none is named, or none on purpose. */
const WITHOUT_LANGUAGE =
  /\.toLocale(?:Date|Time)?String\((?:\)|\[\]|undefined)|new Intl\.\w+\((?:\)|\[\]|undefined|navigator)/;

test('nothing is formatted in the browser’s language', () => {
  const root = path.join(import.meta.dirname, '../../..');
  const files = ['ui', 'i18n'].flatMap((module) =>
    readdirSync(path.join(root, module), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test'))
      .map((name) => path.join(root, module, name)),
  );
  expect(files.length).toBeGreaterThan(500);
  const found = files.filter((file) => WITHOUT_LANGUAGE.test(readFileSync(file, 'utf8')));
  expect(found).toEqual([]);
  for (const line of [
    'new Date(at).toLocaleTimeString()',
    'at.toLocaleString(undefined, { hour12: false })',
    'new Intl.DateTimeFormat().format(at)',
  ]) {
    expect(line).toMatch(WITHOUT_LANGUAGE);
  }
});
