/** Reads the version from package.json in the nearest folder above: chunks of the build are a folder deeper. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

function manifestAbove(folder: string): string | undefined {
  const file = path.join(folder, 'package.json');
  if (existsSync(file)) return file;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : manifestAbove(parent);
}

export function readVersion(): string {
  const file = manifestAbove(import.meta.dirname);
  const content: unknown = file === undefined ? undefined : JSON.parse(readFileSync(file, 'utf8'));
  return typeof content === 'object' &&
    content !== null &&
    'version' in content &&
    typeof content.version === 'string'
    ? content.version
    : 'unknown';
}
