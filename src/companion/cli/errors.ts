/** Errors that end the program, each with a one-line reason for the user. */
import { errorText } from '../../base/errorText.ts';
import { type Refusals, refusals } from '../../i18n/cli/en/refusals.ts';
import { systemCode } from './systemCode.ts';

/** Selects a text. */
export type Sentence = (say: Refusals) => string;

/** Prints one line for the user who started the program. */
export type Notice = (said: Sentence) => void;

export const inEnglish = (said: Sentence): string => said(refusals);

class SaidError extends Error {
  constructor(said: Sentence) {
    super(inEnglish(said));
  }
}

/** Invalid arguments: exit code 2. */
export class UsageError extends SaidError {
  override readonly name = 'UsageError';
}

/** Valid arguments, but something else fails (a taken port, an unreadable file): exit code 1. */
export class StartError extends SaidError {
  override readonly name: string = 'StartError';
}

/** The reader of standard output has closed it: nothing is printed. */
export class UnreadError extends StartError {
  override readonly name = 'UnreadError';
}

/** Explains a failed system call, in the system's own words if we have none. */
export function systemReason(error: unknown, { system }: Refusals = refusals): string {
  const code = systemCode(error) ?? '';
  if (isKnown(code, system)) return system[code];
  return errorText(error);
}

/** Explains why a file could not be created. Only its folder can be missing. */
export const writeReason = (error: unknown, say: Refusals): string =>
  systemCode(error) === 'ENOENT' ? say.noFolder : systemReason(error, say);

function isKnown<Known extends object>(code: PropertyKey, known: Known): code is keyof Known {
  return Object.hasOwn(known, code);
}
