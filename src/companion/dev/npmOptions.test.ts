import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { hintOfNpm, optionsKeptByNpm } from './npmOptions.ts';

/** Environment of a script that npm runs with these words. */
function environment(...words: readonly string[]): NodeJS.ProcessEnv {
  const folder = temporaryFolder();
  const start = `node -p "Object.entries(process.env).map((one) => one.join('=')).join('\\n')" --`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start } }));
  const args = ['--silent', 'start', ...words];
  const lines = execFileSync('npm', args, { cwd: folder, encoding: 'utf8' }).split('\n');
  return Object.fromEntries(
    lines.map((line): [string, string] => {
      const [name = '', ...value] = line.split('=');
      return [name, value.join('=')];
    }),
  );
}

it('finds switches that npm took for itself, and none of its own', () => {
  const env = environment('--open', '--no-demo', '--ignore-scripts', '--', '--check');
  expect(optionsKeptByNpm(env).toSorted()).toEqual(['--no-demo', '--open']);
  expect(hintOfNpm(env)).toMatch(/^npm took --\S+ --\S+ for itself\. .* npm start -- --/);
});

it('has no hint after two dashes, and without npm', () => {
  expect(hintOfNpm(environment('--', '--open'))).toBeUndefined();
  expect(hintOfNpm({ npm_config_open: 'true' })).toBeUndefined();
});
