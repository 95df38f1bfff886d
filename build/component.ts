/** A package whose code is in a build, with its licence. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readJson, textAt } from './json.ts';

export interface Component {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly license: string;
  /** Texts of its licence files and of the notices that it requires. */
  readonly texts: readonly string[];
  /** The lock file's form: "sha512-" and base64. */
  readonly integrity: string;
}

/**
 * Packages that omit their licence. `build/licenses` has it, copied from the package's repository if that has
 * one.
 */
const LEFT_OUT: Readonly<Record<string, string>> = {
  '@cfworker/json-schema': 'cfworker-json-schema.txt',
  'react-remove-scroll-bar': 'react-remove-scroll-bar.txt',
  saxes: 'saxes.txt',
};

/** Licences that only require their text to accompany the program. */
const COMPATIBLE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  // Licence of fonts. Their files stay whole and keep their names.
  'OFL-1.1',
  'Zlib',
]);

/** OR needs one compatible licence, AND needs all. Nested parentheses are not supported. */
function isCompatible(license: string): boolean {
  return license
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => COMPATIBLE.has(name)));
}

const isLicense = (file: string) => /^(licen[cs]e|copying)/i.test(file);
const isNotice = (file: string) => /^notice/i.test(file);

/** Vite's own licence. Its file continues with the licences of what vite bundles, which is not in a build. */
const ownPart = (text: string) => text.split(/^# Licenses of bundled dependencies/m)[0] ?? '';

/**
 * Reads a package in `folder`, which is relative to `root`.
 * @throws if its licence is unknown or incompatible, so that nothing of it is shipped
 */
export function readComponent(root: string, folder: string, integrity: string): Component {
  const at = path.join(root, folder);
  const read = (file: string) => readFileSync(path.join(at, file), 'utf8');
  const described = readJson(at, 'package.json');
  const name = textAt(described, 'name');
  const version = textAt(described, 'version');
  const license = textAt(described, 'license').replace(/^\((.*)\)$/, '$1');
  if (name === '' || version === '') throw new Error(`${folder} has no name or no version.`);
  if (!isCompatible(license)) {
    const terms = license === '' ? 'no licence as SPDX' : `the licence ${license}`;
    throw new Error(`${name} ${version} has ${terms}: it must not be shipped. Do without it.`);
  }
  const files = readdirSync(at).sort();
  const licenses = files.filter(isLicense);
  const leftOut = LEFT_OUT[name];
  if (licenses.length === 0 && leftOut !== undefined) {
    licenses.push(path.relative(at, path.join(root, 'build/licenses', leftOut)));
  }
  if (licenses.length === 0) {
    throw new Error(`${name} ${version} has no licence text, which must be shipped with it.`);
  }
  const texts = [...licenses, ...files.filter(isNotice)].map((file) =>
    ownPart(read(file).replaceAll('\r\n', '\n')).trim(),
  );
  return { name, version, license, texts, integrity };
}
