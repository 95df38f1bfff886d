/** Finds keys that Home Assistant does not know, and the known key that was probably meant. */
import { BASE, type Options } from './discovered.ts';
import { type Finding, finding, shown } from './finding.ts';

export interface UnknownKey {
  readonly name: string;
  readonly what: Finding;
}

/** @param isStrict Home Assistant refuses the whole message because of them, instead of ignoring them */
export function unknownKeys(
  options: Pick<Options, 'keys'>,
  known: ReadonlySet<string>,
  isStrict: boolean,
): readonly UnknownKey[] {
  const unknown = [...options.keys()].filter((name) => name !== BASE && !known.has(name));
  return unknown.map((name) => {
    const similar = similarTo(name, known);
    const [en, zh] =
      similar === undefined ? ['', ''] : [` (is ${similar} meant?)`, `（是否指 ${similar}？）`];
    const key = shown(name);
    const effect = isStrict ? 'wholeRefused' : 'ignored';
    return { name, what: finding(`“${key}” is not known${en}`, `未知的“${key}”${zh}`, effect) };
  });
}

/** Shorter names resemble too many others. */
const SHORTEST = 6;

/** The first known name that differs in exactly one character. */
function similarTo(name: string, among: ReadonlySet<string>): string | undefined {
  if (name.length < SHORTEST) return undefined;
  return [...among].find((known) => known.length >= SHORTEST && isOneOff(name, known));
}

/** Whether one character is added, missing or replaced. */
function isOneOff(name: string, other: string): boolean {
  if (Math.abs(name.length - other.length) > 1) return false;
  let at = 0;
  while (at < name.length && name[at] === other[at]) at += 1;
  const rest = name.slice(at);
  const others = other.slice(at);
  return rest.slice(1) === others.slice(1) || rest.slice(1) === others || rest === others.slice(1);
}
