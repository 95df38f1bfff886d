/** Bytes with their index: `{"0":16,"1":24}` of JSON, `[0] = 0x10` of debuggers and prints in loops. */

const OBJECT = /\{\s*(["']?)0\1\s*:[^{}]*\}/g;
const ENTRY = /(?:^|[{,])\s*["']?(\d{1,9})["']?\s*:\s*(\d{1,3})\s*(?=[,}])/g;
const ITEM = /^\s*[\w.*>-]{0,100}\[(\d{1,9})\]\s*[:=]\s*(0x[0-9a-f]{1,2}|\d{1,3})[\s,;]*$/i;

/** The text with lists instead of its indexed entries. */
export function withoutIndexes(text: string): string {
  const plain = text.includes('{') ? text.replace(OBJECT, listOfObject) : text;
  return listOfLines(plain) ?? plain;
}

function listOfObject(object: string): string {
  const entries = [...object.matchAll(ENTRY)];
  const isWhole = object.replace(ENTRY, '').trim() === '}';
  return isWhole ? (listOf(entries) ?? object) : object;
}

function listOfLines(text: string): string | undefined {
  if (!/^[^\n]*\[0\]/.test(text.trimStart())) return undefined;
  const entries: RegExpExecArray[] = [];
  for (const line of text.trim().split('\n')) {
    const found = ITEM.exec(line);
    if (found === null) return undefined;
    entries.push(found);
  }
  return listOf(entries);
}

/** Undefined unless the indexes rise from 0. */
function listOf(entries: readonly RegExpExecArray[]): string | undefined {
  const isRising = entries.every(([, index], at) => Number(index) === at);
  return isRising ? `[${entries.map(([, , value]) => value).join(',')}]` : undefined;
}
