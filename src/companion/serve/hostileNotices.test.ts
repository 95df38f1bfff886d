import { afterEach, expect, test, vi } from 'vitest';
import { Progress } from '../cli/progress.ts';
import { run } from '../run.ts';

const ESCAPE = '\u001b[31mred\u202egpj\n';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

test.each([
  ['a file name', ['dissect', ESCAPE]],
  ['a subcommand', [ESCAPE]],
  ['an option', ['problems', 'x', `--${ESCAPE}`]],
  ['a rule', ['problems', 'x', '--ignore', ESCAPE]],
  ['a filter', ['dissect', 'x', '--filter', `topic == "${ESCAPE}`]],
  ['an address', ['record', '--url', `mqtt://${ESCAPE}`]],
])('%s with control characters is printed on one line', async (_, argv) => {
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  await run(argv, '');
  expect(written.join('')).toMatch(/^mqttscope: [^\p{Cc}\p{Cf}]+\n$/u);
  expect(process.exitCode).toBeGreaterThan(0);
});

test('progress on a terminal names its file without its control characters', () => {
  let now = 0;
  const written: string[] = [];
  const terminal = { isTTY: true, write: (text: string) => written.push(text) };
  const progress = new Progress(terminal, () => now);
  progress.begin(ESCAPE, undefined, () => '');
  now = 5000;
  progress.advance(1);
  expect(written.join('').replace('\r\u001b[K', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
