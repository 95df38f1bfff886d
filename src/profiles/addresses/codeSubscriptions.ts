/** Reads the topic filters that code subscribes to: one, a list, pairs with a QoS, or the keys of an object. */

const CALLS = /\b(?:subscribe(?:Async)?|simple|callback)\s*\(\s*(?:\w+\s*,\s*)?/gi;
const FILTER = /(["'`])((?:(?!\1)[^\\]){0,2000})\1/;
const QOS = /^\s*[,:]\s*(?:\{\s*)?(?:["']?qos["']?\s*[:=]\s*)?([0-2])\b/i;
const MOST = 100;
/** Characters of a call. */
const LONGEST = 10_000;

export interface CodeSubscriptions {
  readonly filters: readonly string[];
  /** The highest one; undefined if the code has none. */
  readonly qos: string | undefined;
}

export function subscriptionsIn(code: string): CodeSubscriptions {
  const filters = new Set<string>();
  let qos: string | undefined;
  for (const { index, 0: call } of code.matchAll(CALLS)) {
    let rest = argumentsAt(code, index + call.length);
    while (filters.size < MOST) {
      const found = FILTER.exec(rest);
      if (found?.[2] === undefined) break;
      rest = rest.slice(found.index + found[0].length);
      // Only the program knows the rest of a topic that it puts together.
      if (/^\s*\+/.test(rest)) break;
      filters.add(found[2]);
      const [, its] = QOS.exec(rest) ?? [];
      if (its !== undefined && its > (qos ?? '')) qos = its;
    }
  }
  return { filters: [...filters], qos };
}

const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' };

/** The list or object that begins there, or one text with what follows it up to the next one. */
function argumentsAt(code: string, start: number): string {
  const text = code.slice(start, start + LONGEST);
  const opener = text[0] ?? '';
  const closer = CLOSERS[opener];
  if (closer === undefined) {
    const [first = ''] = /^(["'`])(?:(?!\1)[^\\]){0,2000}\1[^"'`;\n]{0,200}/.exec(text) ?? [];
    return first;
  }
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === opener) depth += 1;
    if (text[at] === closer) depth -= 1;
    if (depth === 0) return text.slice(0, at);
  }
  return text;
}
