/** Reads the version from package.json, which is two folders up from here and from the built file. */
import { readFileSync } from 'node:fs';

export function readVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof content === 'object' &&
    content !== null &&
    'version' in content &&
    typeof content.version === 'string'
    ? content.version
    : 'unknown';
}
