/**
 * Lists third-party code in the built program: `dist/THIRD-PARTY-NOTICES.txt` and `dist/sbom.cdx.json`, from
 * the module graphs of both parts. A build fails if it contains something that may not be shipped.
 */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { type Component, readComponent } from './component.ts';
import { at, readJson, textAt } from './json.ts';
import { noticesOf } from './notices.ts';
import { lockKey, packagesOf } from './packages.ts';
import { type Contained, epochIn, sbomOf } from './sbom.ts';

type Part = 'web' | 'companion';
type Bundle = Parameters<
  Extract<NonNullable<Plugin['generateBundle']>, (...args: never) => void>
>[1];

const PARTS: readonly Part[] = ['web', 'companion'];
/** Package folders of a part, for the build of the other part. Not shipped. */
const BUNDLED = '.bundled.json';
const NOTICES = 'THIRD-PARTY-NOTICES.txt';

/** The plugin for a part. */
export function inventory(root: string, part: Part): Plugin {
  return {
    name: 'inventory',
    apply: 'build',
    generateBundle(_options, bundle) {
      const folders = packagesOf(root, new Set(modulesOf(root, bundle)));
      this.emitFile({ type: 'asset', fileName: BUNDLED, source: JSON.stringify(folders) });
      // Another server may serve the app, so the app contains its notices.
      const source = noticesOf(read(root, folders));
      if (part === 'web') this.emitFile({ type: 'asset', fileName: NOTICES, source });
    },
    // A build to another folder is only for inspection.
    writeBundle({ dir = '' }) {
      if (path.resolve(dir) === path.join(root, 'dist', part)) writeWhole(root, part);
    },
  };
}

function modulesOf(root: string, bundle: Bundle): readonly string[] {
  return Object.values(bundle).flatMap((file) => {
    if (file.type === 'chunk') {
      const whole = Object.entries(file.modules);
      return whole.filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id);
    }
    // Fonts are named by styles only.
    const fonts = file.originalFileNames.filter((name) => name.endsWith('.woff2'));
    if (fonts.length > 0) return fonts.map((name) => path.posix.resolve(root, name));
    // Styles are not modules, but tailwindcss adds its own styles to them.
    const isStyled =
      file.fileName.endsWith('.css') && String(file.source).includes('tailwindcss v');
    return isStyled ? [path.posix.join(root, 'node_modules/tailwindcss/index.css')] : [];
  });
}

/** @param built the part that was built now; the other one may be of a time with other packages */
function writeWhole(root: string, built: Part): void {
  const locked = lockedIn(root);
  const isLocked = (folder: string): boolean => at(locked, lockKey(folder)) !== undefined;
  const byName = new Map<string, Contained>();
  for (const part of PARTS) {
    const file = path.join(root, 'dist', part, BUNDLED);
    if (!existsSync(file)) continue;
    const folders = readJson(file);
    if (!Array.isArray(folders)) throw new Error(`${file} is no list.`);
    const listed = folders.map(String);
    const known = part === built ? listed : listed.filter(isLocked);
    for (const component of read(root, known)) {
      const key = `${component.name}@${component.version}`;
      const parts = new Set(byName.get(key)?.parts).add(part);
      byName.set(key, { component, parts: [...parts] });
    }
  }
  const names = [...byName.keys()].sort();
  const contained = names.flatMap((name) => byName.get(name) ?? []);
  const described = readJson(root, 'package.json');
  const program = {
    name: textAt(described, 'name'),
    version: textAt(described, 'version'),
    license: textAt(described, 'license'),
    description: textAt(described, 'description'),
  };
  const sbom = sbomOf(program, contained, epochIn(process.env['SOURCE_DATE_EPOCH']));
  writeFileSync(path.join(root, 'dist/sbom.cdx.json'), sbom);
  writeFileSync(
    path.join(root, 'dist', NOTICES),
    noticesOf(contained.map(({ component }) => component)),
  );
}

const lockedIn = (root: string) => at(readJson(root, 'package-lock.json'), 'packages');

function read(root: string, folders: readonly string[]): readonly Component[] {
  const locked = lockedIn(root);
  return folders.map((folder) =>
    readComponent(root, folder, textAt(at(locked, lockKey(folder)), 'integrity')),
  );
}
