/** JSON files of packages, of which nothing is taken for granted. */
import { readFileSync } from 'node:fs';

export function readJson(...places: readonly string[]): unknown {
  return JSON.parse(readFileSync(places.join('/'), 'utf8'));
}

export function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

/** Empty where there is no text of that name. */
export function textAt(value: unknown, key: string): string {
  const found = at(value, key);
  return typeof found === 'string' ? found : '';
}
