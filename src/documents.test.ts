/** Checks the documents: links have targets, and both languages of a page have the same structure. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { longName } from './companion/cli/options.ts';
import { COMMANDS } from './companion/cli/optionTables.testkit.ts';

const ROOT = path.dirname(import.meta.dirname);
const LEFT_OUT = new Set(['node_modules', 'dist', 'test-results']);

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name.startsWith('.') || LEFT_OUT.has(entry.name) ? [] : filesIn(name);
    return [name];
  });
}

const read = (page: string): string => readFileSync(path.join(ROOT, page), 'utf8');
const FENCE = /^```[^]*?^```$/gm;
const prose = (page: string): string => read(page).replace(FENCE, '');
const linksOf = (page: string): string[] =>
  [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);

/** Anchors that GitHub gives to headings. */
const anchorsOf = (page: string): string[] =>
  [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );

function leadsNowhere(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  if (/^\w+:/.test(file)) return false;
  const target = file === '' ? page : path.join(path.dirname(page), file);
  if (!existsSync(path.join(ROOT, target))) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

const PAGES = filesIn('.').filter((name) => name.endsWith('.md'));

test.each(PAGES)('every link of %s leads somewhere', (page) => {
  expect(linksOf(page).filter((link) => leadsNowhere(page, link))).toEqual([]);
});

const [, FILES = ''] = /"files": \[([^\]]*)\]/.exec(read('package.json')) ?? [];
const ENTRIES = [...FILES.matchAll(/"(.*)"/g)].map(([, entry = '']) => entry);
/** Entries of `files` in package.json, and the files that npm always adds. */
const PACKED = [...ENTRIES, 'README*', 'LICENSE'].map(
  (entry) => new RegExp(`^${entry.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}(/|$)`),
);
const isPacked = (file: string): boolean => PACKED.some((entry) => entry.test(file));

test.each(PAGES.filter(isPacked))('links of %s stay in the package', (page) => {
  const files = linksOf(page).map((link) => link.replace(/#.*/, ''));
  const leaving = files.filter(
    (file) => !/^(\w+:|$)/.test(file) && !isPacked(path.join(path.dirname(page), file)),
  );
  expect(leaving).toEqual([]);
});

const SOURCES = filesIn('.').filter((name) => /\.tsx?$/.test(name));

test.each(PAGES)('every source file named in %s exists', (page) => {
  const named = [...read(page).matchAll(/`([\w./-]+\.tsx?)`/g)].map(([, name = '']) => name);
  const isThere = (name: string): boolean =>
    name.startsWith('.')
      ? SOURCES.includes(path.join(path.dirname(page), name))
      : SOURCES.some((source) => `/${source}`.endsWith(`/${name}`));
  expect(named.filter((name) => !isThere(name))).toEqual([]);
});

const MODULES = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const PATH = new RegExp(`^(?:src|e2e|build|docs|public|${MODULES.join('|')})/[^\\s:#]*`);

/**
 * Extracts a path from the project's root, or from `src`, up to its first placeholder:
 * `src/i18n/en/<subject>.ts` gives `src/i18n/en`.
 */
function pathNamed(code: string): string | undefined {
  const [named = ''] = PATH.exec(code) ?? [];
  const end = named.search(/[<*{…]/u);
  return named === '' ? undefined : end === -1 ? named : path.dirname(`${named.slice(0, end)}_`);
}

const isThere = (page: string, name: string): boolean =>
  ['', 'src', path.dirname(page)].some((folder) => existsSync(path.join(ROOT, folder, name)));

test.each(PAGES)('every path named in %s exists', (page) => {
  const code = [...prose(page).matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
  const named = code.flatMap((text) => pathNamed(text) ?? []);
  expect(named.filter((name) => !isThere(page, name))).toEqual([]);
});

test('a path ends before its first placeholder', () => {
  expect(pathNamed('src/i18n/en/<subject>.ts')).toBe('src/i18n/en');
  expect(pathNamed('src/payload/formats')).toBe('src/payload/formats');
  expect(pathNamed('broker/durable')).toBe('broker/durable');
  expect(pathNamed('e2e/*.spec.ts')).toBe('e2e');
  expect(pathNamed('sensors/temperature')).toBeUndefined();
});

/** Options of other programs, by the program. */
const OTHER_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  docker: ['--init'],
  npm: ['--global', '--no-git-tag-version'],
  sha256sum: ['--check'],
  npx: ['--package'],
  curl: ['--data-binary'],
  useradd: ['--system', '--home-dir', '--shell'],
  'npm run bench': ['--seconds', '--packets', '--table'],
  'npm run check -- format': ['--write'],
  'npm run thorough -- soak': ['--minutes', '--rate'],
  'npm run thorough -- simulate': ['--seeds'],
  CSS: ['--h-row'],
  mosquitto_sub: [
    '--cafile',
    '--psk',
    '--psk-identity',
    '--tls-alpn',
    '--tls-keylog',
    '--remove-retained',
  ],
  mosquitto_rr: ['--latency'],
  'mosquitto_sub and curl': ['--proxy', '--unix'],
};
const OPTIONS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  COMMANDS.map(({ help, options }) => [
    help === 'companion' ? 'serve' : help,
    new Set([...Object.values(options).map(({ flags }) => longName(flags)), '--help', '--version']),
  ]),
);
const ALL_OPTIONS = new Set(
  [...OPTIONS.values(), ...Object.values(OTHER_OPTIONS)].flatMap((options) => [...options]),
);
const optionsIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\w-])--[a-z][a-z\d-]*/g)].map(([option]) => option);

/** Options in running text that nobody has, or not the subcommand before them: `run --to URL`. */
function wrongOptions(text: string): string[] {
  const unknown = optionsIn(text).filter((option) => !ALL_OPTIONS.has(option));
  const spans = [...text.matchAll(/`(?:mqttscope )?([a-z]+) ([^`]*?)(?: -- [^`]*)?`/g)];
  const misplaced = spans.flatMap(([, name = '', rest = '']) => {
    const own = OPTIONS.get(name);
    return own === undefined
      ? []
      : optionsIn(rest).flatMap((option) => (own.has(option) ? [] : `${name} ${option}`));
  });
  return [...unknown, ...misplaced];
}

test('an option in running text belongs to the subcommand before it', () => {
  expect(wrongOptions('Use `--fail-on`, and `tap --authority NAME`.')).toEqual([]);
  expect(wrongOptions('Use `--fial-on`, or --nothing.')).toEqual(['--fial-on', '--nothing']);
  expect(wrongOptions('`mqttscope record --to URL`')).toEqual(['record --to']);
  expect(wrongOptions('`run --to URL -- curl --data-binary x`')).toEqual([]);
});

test.each(PAGES)('every option in the text of %s exists', (page) => {
  expect(wrongOptions(prose(page))).toEqual([]);
});

/** English pages that one Chinese page translates together. */
const DESKS = ['app', 'watch', 'inspect', 'publish', 'broker', 'lab'].map(
  (page) => `docs/${page}.md`,
);

test.each(['docs/README.md', 'docs/README.zh.md'])('%s names every document', (index) => {
  const named = new Set(linksOf(index).map((link) => path.join('docs', link.replace(/#.*/, ''))));
  const isNamed = (page: string): boolean =>
    named.has(page) ||
    named.has(page.replace('.md', '.zh.md')) ||
    (DESKS.includes(page) && named.has('docs/app.zh.md'));
  const documents = PAGES.filter((page) => /^docs\/(how-to\/)?(?!README)[\w-]+\.md$/.test(page));
  expect(documents.length).toBeGreaterThan(25);
  expect(documents.filter((page) => !isNamed(page))).toEqual([]);
});

test.each(['README.md', 'README.zh.md'])('%s is short, and leads to the documents', (page) => {
  expect(read(page).split('\n').length).toBeLessThanOrEqual(120);
  expect(linksOf(page)).toContain(page.replace('README', 'docs/README'));
});

/** A page without its code blocks, and the blocks: `docs/cli.md#sign` is one section of a page. */
interface Part {
  readonly text: string;
  readonly blocks: readonly string[];
}

function partOf(name: string): Part {
  const [page = '', anchor] = name.split('#');
  const whole = read(page);
  const section =
    anchor === undefined
      ? whole
      : (new RegExp(`^### \\W?${anchor}\\W?\n[^]*?(?=^#{2,3} |$(?![^]))`, 'm').exec(whole)?.[0] ??
        '');
  return {
    text: section.replace(FENCE, ''),
    blocks: [...section.matchAll(FENCE)].map(([block]) => block),
  };
}

/** Structure of pages, equal in both languages: headings, table rows, items, lengths of code blocks. */
function shapeOf(names: readonly string[]): object {
  const parts = names.map(partOf);
  const count = (pattern: RegExp): number =>
    parts.reduce((sum, { text }) => sum + [...text.matchAll(pattern)].length, 0);
  return {
    headings: count(/^#+ /gm),
    rows: count(/^\|.*/gm),
    items: count(/^- /gm),
    blocks: parts
      .flatMap(({ blocks }) => blocks.map((block) => block.split('\n').length))
      .toSorted((a, b) => a - b),
  };
}

/** A Chinese page may have the content of several English pages or sections. */
describe.each([
  [['README.md'], 'README.zh.md'],
  [['docs/README.md'], 'docs/README.zh.md'],
  [
    ['docs/alibaba.md', 'docs/cli.md#sign', 'docs/cli.md#verify', 'docs/cli.md#explain'],
    'docs/alibaba.zh.md',
  ],
  [DESKS, 'docs/app.zh.md'],
  [['docs/how-to/judge-a-client-in-ci.md'], 'docs/how-to/judge-a-client-in-ci.zh.md'],
  [['docs/how-to/missing-puback.md'], 'docs/how-to/missing-puback.zh.md'],
  [['docs/how-to/read-a-capture.md'], 'docs/how-to/read-a-capture.zh.md'],
  [['docs/how-to/send-like-a-device.md'], 'docs/how-to/send-like-a-device.zh.md'],
  [['docs/how-to/share-what-i-see.md'], 'docs/how-to/share-what-i-see.zh.md'],
])('%j and %s', (english, chinese) => {
  test('have the same sections, tables, lists and commands', () => {
    expect(shapeOf([chinese])).toEqual(shapeOf(english));
  });

  test('name the same options, settings and addresses', () => {
    const code = (names: readonly string[]): string[] => {
      const found = names.flatMap((name) =>
        [...partOf(name).text.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text),
      );
      return [...new Set(found.filter((text) => !/[\s\p{Script=Han}]/u.test(text)))].sort();
    };
    expect(code([chinese]).filter((text) => !code(english).includes(text))).toEqual([]);
    expect(code(english).filter((text) => !code([chinese]).includes(text))).toEqual([]);
  });
});

const UI_PAGES = PAGES.filter((page) =>
  /^(README|docs\/(app|watch|inspect|publish|broker|lab|how-to\/.*?))(\.zh)?\.md$/.test(page),
);

test.each(UI_PAGES)('%s calls buttons and views by their names', (page) => {
  const texts = filesIn(page.includes('.zh.') ? 'src/i18n/zh' : 'src/i18n/en').map(read);
  const isText = (word: string): boolean =>
    texts.some((text) => text.includes(`'${word}`) || text.includes(`\`${word}`));
  const words = [...prose(page).matchAll(/\*\*([^*\n]+)\*\*/g)].map(([, word = '']) => word);
  // A sentence is a label, and a single character is a symbol.
  const named = words.filter((word) => word.length > 1 && !/[.。]$/.test(word));
  expect(named.filter((word) => !isText(word))).toEqual([]);
});

test('each promise of SECURITY.md names its test, unambiguously, in at most 80 lines', () => {
  const [promises = ''] = read('SECURITY.md').split('## Not promised');
  const items = [...promises.matchAll(/^\d+\. (.+)$/gm)].map(([, item = '']) => item);
  expect(items.length).toBeGreaterThan(0);
  expect(items.length).toBeLessThanOrEqual(25);
  const tests = /(?: `[\w/]+\.(?:test|spec)\.tsx?`,?)+$/;
  expect(items.filter((item) => !tests.test(item))).toEqual([]);
  const named = [...promises.matchAll(/`([\w/]+\.(?:test|spec)\.tsx?)`/g)].map(([, name]) => name);
  const files = [...filesIn('src'), ...filesIn('e2e')];
  const filesOf = (name = ''): number => files.filter((file) => file.endsWith(`/${name}`)).length;
  expect(named.filter((name) => filesOf(name) !== 1)).toEqual([]);
  expect(read('SECURITY.md').split('\n').length).toBeLessThanOrEqual(80);
});
