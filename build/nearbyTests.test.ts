import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nearbyTests } from './nearbyTests.ts';

const root = mkdtempSync(path.join(tmpdir(), 'mqttscope-nearby-'));
afterAll(() => rmSync(root, { recursive: true }));

const FILES = {
  'src/a/base.ts': '',
  'src/a/base.test.ts': "import { x } from './base.ts';",
  'src/a/middle.ts': "export { x } from './base.ts';",
  'src/b/top.tsx': "const load = () => import('../a/middle.ts');",
  'src/b/top.test.tsx': "import './top.tsx';",
  'src/b/other.test.ts': "import { y } from './other.ts';",
  'build/plain.ts': '',
};
mkdirSync(path.join(root, 'src/a'), { recursive: true });
mkdirSync(path.join(root, 'src/b'));
mkdirSync(path.join(root, 'build'));
for (const [file, text] of Object.entries(FILES)) writeFileSync(path.join(root, file), text);

test.each([
  [['src/a/base.ts'], ['src/a/base.test.ts', 'src/b/top.test.tsx']],
  [['src/b/top.tsx'], ['src/b/top.test.tsx']],
  [['src/b/other.test.ts'], ['src/b/other.test.ts']],
  [['src/a/gone.test.ts', 'build/plain.ts'], []],
])('%j: finds tests that import a change, the nearest first', (changed, tests) => {
  expect(nearbyTests(root, changed, 9)).toEqual(tests);
});

test('returns only the nearest tests', () => {
  expect(nearbyTests(root, ['src/a/base.ts'], 1)).toEqual(['src/a/base.test.ts']);
});
