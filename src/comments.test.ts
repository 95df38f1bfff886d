/** Holds comments to the first words that make them readable: a noun or a verb. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.dirname(import.meta.dirname);

/** First words after which the noun is missing and a relative clause stands in for it. */
const POOR = /^(?:What|Whatever|Of|Where|Who|Whoever|One|That|As)\b/;

/** First words of block comments: those of files, docstrings and members. */
function poorBeginnings(text: string): string[] {
  return [...text.matchAll(/\/\*\*[\s*]*([^\n]*)/g)]
    .map(([, line = '']) => line)
    .filter((line) => POOR.test(line));
}

function sourcesOf(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join(folder, file));
}

describe('file comments and docstrings', () => {
  test.each(['src', 'e2e', 'build'])('of %s start with a noun or a verb', (folder) => {
    const sources = sourcesOf(folder);
    expect(sources.length).toBeGreaterThan(10);
    const found = sources.flatMap((file) =>
      poorBeginnings(readFileSync(path.join(ROOT, file), 'utf8')).map((line) => `${file}: ${line}`),
    );
    expect(found).toEqual([]);
  });

  test('are found in both forms', () => {
    const comments = ['What it is.', '\n * Of a list.', 'Reads a list.'].map(
      (one) => `/*${'*'} ${one}`,
    );
    expect(poorBeginnings(comments.join('\n'))).toEqual(['What it is.', 'Of a list.']);
  });
});
