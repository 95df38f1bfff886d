/** Reads JSON files of packages without assumptions about their content. */
import { readFileSync } from 'node:fs';

export function readJson(...places: readonly string[]): unknown {
  return JSON.parse(readFileSync(places.join('/'), 'utf8'));
}

export function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

/** Returns '' if there is no text under that key. */
export function textAt(value: unknown, key: string): string {
  const found = at(value, key);
  return typeof found === 'string' ? found : '';
}
