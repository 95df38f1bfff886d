/** Tests that views and texts leave numbers, sizes, times, keys and counts to the functions that format them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const SRC = path.join(import.meta.dirname, '..');

/** Each has the form of one kind of value. */
const FORMATTERS: ReadonlySet<string> = new Set([
  'i18n/numbers.ts',
  'i18n/sizes.ts',
  'i18n/durations.ts',
  'i18n/ago.ts',
  'ui/kit/page/clock.ts',
  'ui/pieces/charts/plot/axisText.ts',
  // Syntax of the display filter.
  'ui/session/filter/expressionFor.ts',
  'ui/panels/packets/exchanges/exchangeFilters.ts',
]);

interface Rule {
  readonly says: string;
  readonly pattern: RegExp;
  readonly folders: readonly string[];
  /** Code that breaks it. */
  readonly example: string;
}

const VIEWS = ['ui'] as const;
const TEXTS = ['i18n/en', 'i18n/zh'] as const;

const RULES: readonly Rule[] = [
  {
    says: 'decimals: i18n/numbers.ts, pieces/charts/plot/axisText.ts',
    pattern: /\.to(?:Fixed|Precision|Exponential|Locale(?:Date|Time)?String)\(|Intl\.\w*Format\b/,
    folders: [...VIEWS, ...TEXTS],
    example: 'const text = value.toFixed(1);',
  },
  {
    says: 'sizes: bytes of i18n/numbers.ts, roundSize of i18n/sizes.ts',
    pattern: /\} ?(?:B|kB|KB|MB|KiB|MiB|GiB)\b(?!\/)|['"` ] (?:kB|KB|MB|KiB|MiB|GiB)['"`]/,
    folders: VIEWS,
    example: 'const text = `${size} B`;',
  },
  {
    says: 'durations: i18n/durations.ts, or a text that takes the number',
    pattern: /\} ?(?:µs|us|ms|s|sec|min|h|d)(?=[`'"\s.,;)])|['"`] (?:µs|ms|s|min)['"`]/,
    folders: VIEWS,
    example: 'const text = `${Math.round(time)} ms`;',
  },
  {
    says: 'durations in texts are numbers, so that each language has its units',
    pattern:
      /\b(?:t|[a-z]\w*Texts?|words|detail|broker|topics?|packets)\.[\w.]+\([^()]*\b(?:duration|elapsed|roughly|span|age|pace|seconds)\(/,
    folders: VIEWS,
    example: 'return t.after(duration(latency));',
  },
  {
    says: 'keys: Ctrl Enter',
    pattern: /(?<!keyshortcuts=.*)['"`>( ](?:Ctrl|Alt|Shift|Cmd)[+-][A-Z↵]|[↵⏎⌘⌃⇧]/,
    folders: [...VIEWS, ...TEXTS],
    example: '<Keys>Ctrl+K</Keys>',
  },
  {
    says: 'counts of a button: Charts 2',
    pattern: /`[A-Z]\w+(?: \w+)? \(\$\{(?:\w+|grouped\(\w+\)|short\(\w+\))\}\)…?`/,
    folders: TEXTS,
    example: '`Charts (${count})`',
  },
];

function filesOf(folders: readonly string[]): readonly (readonly [name: string, code: string])[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(SRC, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.posix.join(folder, name),
      ),
    )
    .filter((name) => /\.tsx?$/.test(name) && !/\.(?:test|testkit)\.tsx?$/.test(name))
    .filter((name) => !FORMATTERS.has(name))
    .map((name) => [name, readFileSync(path.join(SRC, name), 'utf8')]);
}

/** Lines of code, without comments. */
function linesOf(code: string): readonly string[] {
  return code.replaceAll(/\/\*.*?\*\/|^\s*\/\/.*$/gms, '').split('\n');
}

test.each(RULES)('no file has its own form of $says', ({ pattern, folders }) => {
  const files = filesOf(folders);
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap(([name, code]) =>
    linesOf(code)
      .filter((line) => pattern.test(line))
      .map((line) => `${name}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test.each(RULES)('a form of its own would be found: $example', ({ pattern, example }) => {
  expect(linesOf(`/* ${example} */\n${example}`).some((line) => pattern.test(line))).toBe(true);
  expect(linesOf(`/* ${example} */`).some((line) => pattern.test(line))).toBe(false);
});

test('every formatter exists', () => {
  for (const name of FORMATTERS) expect(readFileSync(path.join(SRC, name), 'utf8')).not.toBe('');
});
