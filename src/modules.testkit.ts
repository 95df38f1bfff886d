/** The modules and their allowed imports. Run as a program, writes these into the documents. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const SRC = import.meta.dirname;

/** The modules from top to bottom. A module may only import modules after it. */
export const MODULES = [
  'ui',
  'companion',
  'i18n',
  'connection',
  'profiles',
  'conventions',
  'engine',
  'broker',
  'alibaba',
  'payload',
  'mqttsn',
  'mqtt',
  'base',
] as const;

/** Folders in the `references` of a folder's tsconfig: it may import these. */
export function referencesOf(folder: string): string[] {
  const text = readFileSync(path.join(SRC, folder, 'tsconfig.json'), 'utf8');
  return [...text.matchAll(/"path":\s*"([./\w]+)"/g)].map(([, to = '']) => path.join(folder, to));
}

/** Documents that list allowed imports, from `src`. */
export const IMPORT_PAGES: readonly string[] = [
  '../docs/architecture.md',
  ...MODULES.map((module) => `${module}/README.md`),
];

export const importPage = (page: string): string => readFileSync(path.join(SRC, page), 'utf8');

const SENTENCE = /May import (?:`\w+`(?:, | and )?)+\.|Imports no other module\./;

/** The text with its table or its sentence as the tsconfigs have it. Throws if it has neither. */
export function withImports(page: string, text: string): string {
  const module = path.dirname(page);
  if (!MODULES.some((name) => name === module)) return MODULES.reduce(withRow, text);
  if (!SENTENCE.test(text)) throw new Error(`${page} has no sentence "May import …."`);
  return text.replace(SENTENCE, sentenceOf(module));
}

/** @returns names as code, from top to bottom */
function importsOf(module: string): string[] {
  const allowed = referencesOf(module);
  return MODULES.filter((name) => allowed.includes(name)).map((name) => `\`${name}\``);
}

function withRow(text: string, module: string): string {
  const row = new RegExp(`^(\\| \`${module}\` \\|.*\\|)[^|]*\\|$`, 'm');
  if (!row.test(text)) throw new Error(`The table of modules has no row for ${module}.`);
  return text.replace(
    row,
    (_all, begin: string) => `${begin} ${importsOf(module).join(' ') || '–'} |`,
  );
}

function sentenceOf(module: string): string {
  const imports = importsOf(module);
  const last = imports.pop();
  if (last === undefined) return 'Imports no other module.';
  return `May import ${imports.length === 0 ? last : `${imports.join(', ')} and ${last}`}.`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const page of IMPORT_PAGES) {
    writeFileSync(path.join(SRC, page), withImports(page, importPage(page)));
  }
}
