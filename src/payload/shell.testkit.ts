import { execFileSync } from 'node:child_process';

/** The words that a real shell reads in a command line. */
export function wordsOf(line: string): string[] {
  return shell(`printf '%s\\0' ${line}`).split('\0').slice(0, -1);
}

export function shell(script: string): string {
  return execFileSync('sh', ['-c', script]).toString();
}

/** Hostile topics and payloads. */
export const HOSTILE = [
  "a'b",
  "'; touch /x; '",
  '$(touch /x)',
  '`touch /x`',
  '-rf',
  '--help',
  'two\nlines\n',
  '\\',
  '"',
  '!event',
  '~/x * ? [a]',
  '# no comment',
  'ü€😀',
  ' ',
  '',
];
