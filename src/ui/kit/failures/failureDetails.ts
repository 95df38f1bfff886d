/** Describes an exception for a report, without any text that may come from data. */
import { ownVersion } from '../page/version.ts';

declare const PROGRAM_VERSION: string;

export interface Failure {
  readonly error: unknown;
  /** Names of the failed part and of the parts around it. If no part failed, the kind of event. */
  readonly part: string;
  readonly componentStack: string;
}

/** Fixed texts of JavaScript engines and of React. A message is copied as far as it is one of these. */
const ENGINE_TEXTS = [
  /Cannot (?:read|set) properties of (?:undefined|null)/,
  /Cannot access/,
  /Cannot convert undefined or null to object/,
  /(?:undefined|null) is not an object/,
  /is not (?:a function|a constructor|defined|iterable|extensible|valid JSON)/,
  /can't access property/,
  /Assignment to constant variable/,
  /Invalid (?:array length|array buffer length|time value|string length|count value|regular expression)/,
  /Maximum call stack size exceeded/,
  /too much recursion/,
  /out of memory/,
  /Array buffer allocation failed/,
  /Converting circular structure to JSON/,
  /Objects are not valid as a React child/,
  /Too many re-renders/,
  /Maximum update depth exceeded/,
  /Rendered (?:more|fewer) hooks than/,
  /Minified React error #\d{1,3}/,
];

/** Characters of a name in a stack. */
const LONGEST_NAME = 80;
/** Frames of a stack. */
const MOST_FRAMES = 30;

/** Details that can be copied: program, part, kind of error, places in the code, and browser. */
export function failureDetails({ error, part, componentStack }: Failure): string {
  const build = ownVersion();
  return [
    `mqttscope ${PROGRAM_VERSION}${build === undefined ? '' : ` (build ${build})`}`,
    `Part: ${part}`,
    `Error: ${kindOf(error)}`,
    'Stack:',
    ...frames(stackOf(error), isPlaced),
    'Components:',
    ...frames(componentStack, () => true),
    `Browser: ${navigator.userAgent}`,
  ].join('\n');
}

/** Name and engine text of an exception. Everything else in a message may be data. */
function kindOf(error: unknown): string {
  const { name, message } = safely(() => read(error)) ?? { name: 'Error', message: '' };
  const known = ENGINE_TEXTS.map((text) => text.exec(message)?.[0]).find(Boolean);
  return known === undefined ? name : `${name}: ${known}`;
}

function read(error: unknown): { readonly name: string; readonly message: string } {
  if (!(error instanceof Error) && !(error instanceof DOMException))
    return { name: `thrown ${typeof error}`, message: '' };
  const { name, message } = error;
  return {
    name: typeof name === 'string' && ERROR_NAME.test(name) ? name : 'Error',
    message: typeof message === 'string' ? message : '',
  };
}

/** Names of errors are identifiers that end like this in the standards. */
const ERROR_NAME = /^[A-Z][A-Za-z]{0,40}(?:Error|Exception)$/;

/** The lines after the message, which V8 repeats at the beginning. */
function stackOf(error: unknown): string {
  return (
    safely(() => {
      if (!(error instanceof Error) || typeof error.stack !== 'string') return '';
      const ofMessage = new Set(String(error.message).split('\n'));
      return error.stack
        .split('\n')
        .filter((line) => !ofMessage.has(line))
        .join('\n');
    }) ?? ''
  );
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // Thrown values may have getters that throw.
    return undefined;
  }
}

const V8 = /^\s*at (?:(.*?) \()?(?:\S*\/)?([^/\s()]+?):(\d+):(\d+)\)?$/;
const GECKO_AND_WEBKIT = /^(.*?)@(?:\S*\/)?([^/\s@]+?):(\d+):(\d+)$/;
const UNPLACED = /^\s*at ([\w$.]+)(?: \(<anonymous>\))?$/;

const isPlaced = (line: string): boolean => !UNPLACED.test(line);

/** Names and places in the code, with file names instead of addresses. All other lines are left out. */
function frames(stack: string, isWanted: (line: string) => boolean): readonly string[] {
  const found = stack
    .split('\n')
    .filter(isWanted)
    .flatMap((line) => {
      const unplaced = UNPLACED.exec(line);
      if (unplaced !== null) return [`  at ${nameOf(unplaced[1])}`];
      const [, name, file = '', row, column] = V8.exec(line) ?? GECKO_AND_WEBKIT.exec(line) ?? [];
      return row === undefined ? [] : [`  at ${nameOf(name)} (${fileOf(file)}:${row}:${column})`];
    });
  return found.slice(0, MOST_FRAMES);
}

function nameOf(name: string | undefined): string {
  const isName = name !== undefined && name.length <= LONGEST_NAME && /^[\w$.#<> [\]]+$/.test(name);
  return isName ? name : '?';
}

const fileOf = (file: string): string => {
  const [name = ''] = file.split('?');
  return /^[\w.~-]{1,80}$/.test(name) ? name : '?';
};
