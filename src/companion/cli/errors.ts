/** The ways in which the program ends without having done it; each says why in one line for a person. */
import { errorText } from '../../base/errorText.ts';
import { type Refusals, refusals } from '../../i18n/cli/en/refusals.ts';

/** Something that is said in whatever language. */
export type Sentence = (say: Refusals) => string;

/** One line for the person who started the program. */
export type Notice = (said: Sentence) => void;

export const inEnglish = (said: Sentence): string => said(refusals);

/** Its message is English, for logs and developers. */
class SaidError extends Error {
  readonly said: Sentence;

  constructor(said: Sentence) {
    super(inEnglish(said));
    this.said = said;
  }
}

/** The arguments cannot be meant: exit code 2. */
export class UsageError extends SaidError {
  override readonly name = 'UsageError';
}

/** The arguments are right, and the world does not play along (a taken port, an unreadable file): exit code 1. */
export class StartError extends SaidError {
  override readonly name: string = 'StartError';
}

/** Whoever read standard output has enough: nothing is said of it. */
export class UnreadError extends StartError {
  override readonly name = 'UnreadError';
}

/** The code of a failed system call (`EADDRINUSE`, `ENOENT` …), where the error has one. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** Why a system call failed, in words; in the system's own where there are no others. */
export function systemReason(error: unknown, { system }: Refusals = refusals): string {
  const code = systemCode(error) ?? '';
  if (isKnown(code, system)) return system[code];
  return errorText(error);
}

function isKnown<Known extends object>(code: PropertyKey, known: Known): code is keyof Known {
  return Object.hasOwn(known, code);
}
