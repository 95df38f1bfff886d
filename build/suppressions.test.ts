/** Keeps lint suppressions few: at most 20, each with a reason after `--`. `.oxlintrc.json` reports unused ones. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const OTHER = ['eslint-disable', 'biome-ignore', '@ts-ignore', '@ts-nocheck'];
const MOST = 20;

const lines = ['src', 'build', 'e2e']
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(ROOT, folder, file),
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && file !== import.meta.filename)
  .flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => `${path.relative(ROOT, file)}: ${line.trim()}`),
  );
const suppressions = lines.filter((line) => line.includes('oxlint-disable'));

test('suppressions name a rule, apply to one line and give a reason', () => {
  const form = /\/[/*] oxlint-disable-next-line [\w/-]+(?:, [\w/-]+)* -- \S/;
  expect(suppressions.filter((line) => !form.test(line))).toEqual([]);
});

test(`at most ${MOST} suppressions exist`, () => {
  expect(suppressions.length).toBeLessThanOrEqual(MOST);
});

test('no other tool has suppressions', () => {
  const others = lines.filter((line) => OTHER.some((word) => line.includes(word)));
  expect(others).toEqual([]);
});
