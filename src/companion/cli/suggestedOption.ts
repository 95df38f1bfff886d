/** Suggests the option for a value that is written without it, as in `record mqtt://broker`. */
import type { OptionList } from './options.ts';

/** Looks of values, and the names that options have for them. The first that fits counts. */
const LOOKS: readonly (readonly [looks: RegExp, named: RegExp])[] = [
  [/^(0x)?[\da-f]{2},?$/i, /^--hex$/],
  [/^\d{1,5}$/, /[<\]](port|ADDRESS)>/],
  [/^\w+:\/\/|^[\w.-]*[a-z.][\w.-]*:\d+$|^localhost$|^\d+(\.\d+){3}$|^\[[\da-f:]+\]/i, /[<\]]URL>/],
  [/:\/\/|:\d+$/, /<ADDRESS>/],
  [/[#+]/, /<FILTER>/],
  [/\w\.\w+$/, /--(log|output) </],
];

/**
 * Returns its flags. The value is left out, because it may contain a password.
 * @param alone the first argument that the command does not take
 */
export function suggestedOption(alone: string, options: OptionList): string | undefined {
  const flags = Object.values(options).map((option) => option.flags);
  for (const [looks, named] of LOOKS) {
    const suggested = looks.test(alone) ? flags.find((one) => named.test(one)) : undefined;
    if (suggested !== undefined) return suggested;
  }
  return Object.values(options).find(({ facts }) => facts.isNeeded)?.flags;
}

/** Names that options have in other programs. */
const FOREIGN: readonly (readonly [foreign: RegExp, flags: string])[] = [
  [/^--(output-)?format$|^--ndjson$/, '--json'],
];

/** Returns the option that does what an unknown one does in other programs. */
export function foreignOption(unknown: string, known: readonly string[]): string | undefined {
  return FOREIGN.find(([foreign, flags]) => foreign.test(unknown) && known.includes(flags))?.[1];
}

/** Whether the text is the address of a broker rather than the name of a file or command. */
export const isBrokerAddress = (text: string): boolean => /^(mqtts?|wss?|tcp|ssl):\/\//i.test(text);
