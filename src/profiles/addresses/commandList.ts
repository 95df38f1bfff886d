/** Reads a command that is written as a list of texts, as in JSON, Dockerfiles, Kubernetes and Python. */

const TEXT = String.raw`(?:"(?:[^"\\]|\\.){0,2000}"|'(?:[^'\\]|\\.){0,2000}')`;
const LIST = new RegExp(
  String.raw`(\bargs["']?\s*[:=]\s*)?\[\s*${TEXT}(?:\s*,\s*${TEXT})*\s*,?\s*\]`,
  'g',
);
const ITEM = new RegExp(TEXT, 'g');

/**
 * The command for a POSIX shell; undefined if no list names a program. Arguments in a list of their own
 * (`args`) follow it.
 */
export function listedCommand(text: string, isProgram: (word: string) => boolean) {
  const lists = Array.from(text.matchAll(LIST), ([list, args]) => ({
    words: Array.from(list.slice(args?.length ?? 0).matchAll(ITEM), ([item]) => wordOf(item)),
    isMore: args !== undefined,
  }));
  const at = lists.findIndex(({ words }) => words.some(isProgram));
  const first = lists[at];
  if (first === undefined) return undefined;
  const next = lists[at + 1];
  const words = next?.isMore === true ? [...first.words, ...next.words] : first.words;
  return words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
}

function wordOf(item: string): string {
  const inner = item.slice(1, -1);
  return inner.replaceAll(/\\(?:u([\dA-Fa-f]{4})|(.))/g, (_, code?: string, char = '') =>
    code === undefined ? unescaped(String(char)) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const unescaped = (char: string): string => ({ n: '\n', t: '\t', r: '\r' })[char] ?? char;
