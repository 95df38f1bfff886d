/** Measures a first visit until the live demo runs: gzipped JavaScript of the page and its workers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { at, readJson } from '../../build/json.ts';
import { type Chunk, WEIGHTS } from '../../build/weights.ts';

/** Bytes above which a first visit gives a warning. */
const HEAVY = 460_000;
/** Bytes above which a first visit fails the check. */
const MOST = 480_000;

/** Modules that load by themselves until the topic tree shows the first values of the demo. */
const ASKED_FOR = ['src/ui/start.ts', 'src/ui/connectionWorker.ts', 'src/connection/tab/worker.ts'];
/** A page loads one of these. */
const DICTIONARIES = ['src/i18n/en/first.ts', 'src/i18n/zh/first.ts'];

interface Part {
  readonly file: string;
  readonly bytes: number;
  /** Folders of its modules, the largest first, with approximate bytes. */
  readonly holds: readonly (readonly [string, number])[];
}

interface FirstLoad {
  /** `src/i18n/zh/first.ts` */
  readonly dictionary: string;
  readonly bytes: number;
  readonly parts: readonly Part[];
}

/** Its files for one language. */
export function firstLoadFiles(web: string, language: 'en' | 'zh'): ReadonlySet<string> {
  const dictionary = `src/i18n/${language}/first.ts`;
  return closure(readChunks(web), namedBy(web), [...ASKED_FOR, dictionary]);
}

/** The build's file that contains a source. */
export function fileHolding(web: string, source: string): string {
  const found = [...readChunks(web)].find(([, chunk]) => source in chunk.modules)?.[0];
  if (found === undefined) throw new Error(`No file of the build holds ${source}.`);
  return found;
}

/** @param web folder of the build */
function firstLoads(web: string): readonly FirstLoad[] {
  const chunks = readChunks(web);
  return DICTIONARIES.map((dictionary) => {
    const files = closure(chunks, namedBy(web), [...ASKED_FOR, dictionary]);
    const parts = [...files].map((file) => partOf(web, file, chunks.get(file)));
    parts.sort((a, b) => b.bytes - a.bytes);
    return { dictionary, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), parts };
  });
}

function readChunks(web: string): ReadonlyMap<string, Chunk> {
  const read = readJson(web, WEIGHTS);
  return new Map(entriesOf(read).map(([file, chunk]) => [file, readChunk(chunk)]));
}

function readChunk(read: unknown): Chunk {
  const imports = at(read, 'imports');
  const sizes = entriesOf(at(read, 'modules')).map(([name, size]) => [name, Number(size)] as const);
  return {
    imports: Array.isArray(imports) ? imports.map(String) : [],
    modules: Object.fromEntries<number>(sizes),
  };
}

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

/** Scripts that the page itself links. */
function namedBy(web: string): readonly string[] {
  const html = readFileSync(path.join(web, 'index.html'), 'utf8');
  return [...html.matchAll(/"\.\/(assets\/[^"]+\.js)"/g)].map(([, file = '']) => file);
}

/** These files, the files of these sources, and all their imports. */
function closure(
  chunks: ReadonlyMap<string, Chunk>,
  named: readonly string[],
  sources: readonly string[],
): ReadonlySet<string> {
  const begun = sources.map((source) => {
    const found = [...chunks].find(([, chunk]) => source in chunk.modules)?.[0];
    if (found === undefined) throw new Error(`No file of the build holds ${source}.`);
    return found;
  });
  const files = new Set([...named, ...begun]);
  for (const file of files) for (const other of chunks.get(file)?.imports ?? []) files.add(other);
  return files;
}

function partOf(web: string, file: string, chunk: Chunk | undefined): Part {
  const bytes = gzipSync(readFileSync(path.join(web, file)), { level: 9 }).length;
  const modules = Object.entries(chunk?.modules ?? {});
  const whole = modules.reduce((sum, [, size]) => sum + size, 0);
  const byFolder = new Map<string, number>();
  for (const [name, size] of modules) {
    const folder = folderOf(name);
    byFolder.set(folder, (byFolder.get(folder) ?? 0) + (bytes * size) / Math.max(1, whole));
  }
  return { file, bytes, holds: [...byFolder].sort(([, a], [, b]) => b - a) };
}

/** Two levels below `src`, or the package. */
function folderOf(name: string): string {
  const inPackage = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1];
  return inPackage ?? name.split('/').slice(0, 3).join('/');
}

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

/** Lines for a person: files and the contents of larger ones. */
export function described({ dictionary, bytes, parts }: FirstLoad): string {
  const lines = [`First visit (${dictionary}): ${kB(bytes)} gzipped, at most ${kB(MOST)}`];
  if (bytes > HEAVY) {
    const advice = 'tsx e2e/run/checkFirstLoad.ts lists what is in it';
    lines.push(`Warning: a first visit loads ${kB(bytes)}, more than ${kB(HEAVY)}; ${advice}.`);
  }
  for (const { file, bytes: size, holds } of parts) {
    if (size < 2000) continue;
    lines.push(`${kB(size).padStart(10)}  ${file}`);
    for (const [folder, share] of holds) {
      if (share >= 1000) lines.push(`${kB(share).padStart(20)}  ${folder}`);
    }
  }
  const rest = parts.filter(({ bytes: size }) => size < 2000);
  const restBytes = rest.reduce((sum, { bytes: size }) => sum + size, 0);
  if (rest.length > 0) lines.push(`${kB(restBytes).padStart(10)}  in ${rest.length} smaller files`);
  return lines.join('\n');
}

/** The largest of all languages, and whether it exceeds the limit. */
export function firstLoad(web: string): FirstLoad & { readonly isTooMuch: boolean } {
  const [first, ...others] = firstLoads(web);
  if (first === undefined) throw new Error('The app has no language.');
  const largest = others.reduce((one, other) => (other.bytes > one.bytes ? other : one), first);
  return { ...largest, isTooMuch: largest.bytes > MOST };
}
