/** Text about an exception for a bug report, without its message, which may quote data. */
import { ownVersion } from '../page/version.ts';

declare const PROGRAM_VERSION: string;

export interface Failure {
  readonly error: unknown;
  /** Names of the failed part and of the parts around it. If no part failed, the kind of event. */
  readonly part: string;
}

/** Program, part, kind of error, places in the code, and browser. */
export function failureDetails({ error, part }: Failure): string {
  const build = ownVersion();
  return [
    `mqttscope ${PROGRAM_VERSION}${build === undefined ? '' : ` (build ${build})`}`,
    `Part: ${part}`,
    ...placesOf(error),
    `Browser: ${navigator.userAgent}`,
  ].join('\n');
}

/** File, line and column, without the address of the server. */
const PLACE = /([\w.~-]{1,80}\.[jt]sx?)(?:\?[^\s:]*)?(:\d+:\d+)/g;

function placesOf(error: unknown): readonly string[] {
  try {
    if (!(error instanceof Error)) return [`Error: thrown ${typeof error}`];
    // V8 repeats the message in the stack.
    const stack = String(error.stack).replace(error.message, '');
    const places = [...stack.matchAll(PLACE)].map(([, file = '', at = '']) => `  at ${file}${at}`);
    return [`Error: ${/^\w{1,40}$/.test(error.name) ? error.name : 'Error'}`, ...places];
  } catch {
    // Thrown values may have getters that throw.
    return ['Error: unknown'];
  }
}
