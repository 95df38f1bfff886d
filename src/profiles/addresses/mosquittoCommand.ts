/** Parses a command line of mosquitto_sub, mosquitto_pub or another client, e.g. from a note or a manual. */
import { type AddressNote, note } from './addressNotes.ts';
import { listedCommand } from './commandList.ts';
import {
  type CommandDraft,
  emptyDraft,
  type LeftOut,
  type Option,
  optionNamed,
  setSessionExpiry,
} from './mosquittoOptions.ts';
import { publishProperty } from './mosquittoProperty.ts';
import { looksLikeOtherClient, programIn, translated } from './otherClients.ts';
import { shellWords } from './shellWords.ts';

export interface MosquittoCommand {
  readonly program: 'mosquitto_sub' | 'mosquitto_pub' | 'mosquitto_rr';
  readonly draft: Readonly<CommandDraft>;
  readonly notes: readonly AddressNote[];
}

const PROGRAM = /^(?:.*[\\/])?(mosquitto_(?:sub|pub|rr))(?:\.exe)?$/;

const MOSQUITTO = /(?:^|[\s/\\"'])mosquitto_(?:sub|pub|rr)(?:\.exe)?(?=["'\s]|$)/;

export const looksLikeCommand = (text: string): boolean =>
  MOSQUITTO.test(text) || looksLikeOtherClient(text);

/** A program of Windows, or a program in a folder of Windows. */
const WINDOWS_PROGRAM = /\w\.exe\b|[\w.]\\mosquitto_(?:sub|pub|rr)/i;
/** The prompt of cmd or PowerShell. */
const WINDOWS_PROMPT = /^\s*(?:PS\s)?\s*[A-Za-z]:[^>"]{0,200}>/;
/** The folder of a program, before its name. */
const PROGRAM_FOLDER =
  /(^|[\s&>])(?:[A-Za-z]:|\.{1,2})?(?:\\?[\w.-]{1,60}\\)+(?=(?:mosquitto_(?:sub|pub|rr)|mqttx|mqtt|emqtt|nanomq_cli|curl)(?:-cli)?(?:\.exe)?\s)/g;
/** Windows paths from a drive, a folder, a variable or a server, and to files with an extension. */
const WINDOWS_PATH =
  /(?:^|[\s=])(?:[A-Za-z]:\\|\.{1,2}\\[\w.-]|~\\\w|%\w{1,60}%\\|\$env:\w{1,60}\\|\\\\[\w.-]{1,60}\\|(?:[\w-][\w.-]{0,60}\\){1,20}[\w.-]{1,60}\.\w{1,8}(?=\s|$))/;
const QUOTED = /'[^']*(?:'|$)|"(?:[^"\\]|\\.?)*(?:"|$)/gs;

/**
 * True if the text is for a shell of Windows. In POSIX shells, a backslash before a letter has no effect, so an
 * unquoted path with backslashes is not meant for them.
 */
const isForWindows = (text: string): boolean =>
  WINDOWS_PROGRAM.test(text) ||
  WINDOWS_PROMPT.test(text) ||
  WINDOWS_PATH.test(text.replaceAll(QUOTED, "''"));

/**
 * The command without the folder of its program, a prompt, the `&` of PowerShell, and a backslash, caret or backtick
 * before a line end, also if the field has joined the lines.
 */
function withoutPrompt(text: string): string {
  return text
    .replace(PROGRAM_FOLDER, '$1')
    .replace(/^(?:\s*(?:PS\s)?\s*[A-Za-z]:[^>"]{0,200}>)?\s*&\s*/, '')
    .replace(WINDOWS_PROMPT, '')
    .replace(/(\s)[\\^`]\s*(?=-)/g, '$1');
}

function programOf(word: string): MosquittoCommand['program'] | undefined {
  const name = PROGRAM.exec(word)?.[1];
  return name === 'mosquitto_sub' || name === 'mosquitto_pub' || name === 'mosquitto_rr'
    ? name
    : undefined;
}

/** A program, or a whole line for a shell. */
const isProgramOrLine = (word: string): boolean =>
  programOf(word) !== undefined || (/\s/.test(word) && looksLikeCommand(word));

/** First words of topics that look like shell variables but are not. */
const TOPIC_WORDS = new Set(['$SYS', '$share', '$queue', '$aws']);

/** Repeats an unknown word only if it cannot contain a secret, unlike `-Psecret`. */
function shownOption(word: string): string {
  if (/^--[a-z-]{1,40}$/.test(word) || /^-[A-Za-z]$/.test(word)) return word;
  return /^-[A-Za-z]/.test(word) ? `${word.slice(0, 2)}…` : '…';
}

/** Options whose values may contain a secret. */
const SECRET_OPTIONS = new Set(['-P', '--pw', '-L', '--url', '--psk', '--proxy']);

class CommandReader {
  readonly draft = emptyDraft();
  readonly notes: AddressNote[] = [];
  readonly #leftOut = new Map<LeftOut, string[]>();
  #place = 0;
  readonly #words: readonly string[];

  /** The companion supports options that a browser cannot. */
  readonly #hasBridge: boolean;

  constructor(words: readonly string[], hasBridge: boolean) {
    this.#words = words;
    this.#hasBridge = hasBridge;
  }

  run(): void {
    while (this.#place < this.#words.length) {
      const word = this.#words[this.#place] ?? '';
      this.#place++;
      if (word === '-D' || word === '--property') this.#property();
      else this.#option(word);
    }
    this.#reportLeftOut();
  }

  #option(word: string): void {
    const option = optionNamed(word);
    if (option === undefined) {
      this.notes.push(note('option-unknown', { option: shownOption(word) }));
      return;
    }
    const isFollowed = option.bridged === true && this.#hasBridge;
    if (option.leftOut !== undefined && !isFollowed) {
      const names = this.#leftOut.get(option.leftOut) ?? [];
      if (!names.includes(word)) names.push(word);
      this.#leftOut.set(option.leftOut, names);
    }
    if (option.value) this.#value(word, option.value);
    else option.flag?.(this.draft);
  }

  #value(word: string, take: NonNullable<Option['value']>): void {
    const value = this.#words[this.#place];
    if (value === undefined) {
      this.notes.push(note('option-without-value', { option: word }));
      return;
    }
    this.#place++;
    const wanted = take(this.draft, value);
    if (wanted !== undefined) {
      this.notes.push(note('option-value', { option: word, wanted }));
    }
  }

  /** `-D command name value`; `user-property` has its own name and value. */
  #property(): void {
    const words = this.#words.slice(this.#place, this.#place + 4);
    const [command = '', name = '', value = '', second = ''] = words;
    this.#place += name === 'user-property' ? 4 : 3;
    if (command === 'connect' && name === 'session-expiry-interval') {
      const wanted = setSessionExpiry(this.draft, value);
      if (wanted === undefined) return;
    }
    const property = command === 'publish' ? publishProperty(name, value, second) : undefined;
    if (property !== undefined) {
      this.draft.properties.push(property);
      return;
    }
    this.notes.push(note('property-left-out', { property: `${command} ${name}`.trim() }));
  }

  #reportLeftOut(): void {
    const options = (kind: LeftOut) => (this.#leftOut.get(kind) ?? []).join(' ');
    if (options('tls') !== '') {
      const key = this.#hasBridge ? 'options-of-bridged-tls' : 'options-of-tls';
      this.notes.push(note(key, { options: options('tls') }));
    }
    if (options('network') !== '') {
      this.notes.push(note('options-of-the-network', { options: options('network') }));
    }
    for (const option of this.#leftOut.get('payload') ?? []) {
      this.notes.push(note('payload-elsewhere', { option }));
    }
    if (options('terminal') !== '') {
      this.notes.push(note('options-of-the-terminal', { options: options('terminal') }));
    }
  }
}

/** @param isWithinWindows the text is part of a command for a shell of Windows */
export function parseCommand(
  typed: string,
  hasBridge: boolean,
  isWithinWindows = false,
): MosquittoCommand | undefined {
  const listed = listedCommand(typed, isProgramOrLine);
  const text = listed ?? typed;
  const isWindows = listed === undefined && (isWithinWindows || isForWindows(text));
  const split = shellWords(withoutPrompt(text), isWindows);
  const { words: all, variables, unfinished, operator } = split;
  // Words before the program (a prompt, sudo, docker exec …) are ignored.
  const at = all.findIndex((word) => programOf(word) !== undefined);
  const other = at < 0 && !MOSQUITTO.test(text) ? translated(all) : undefined;
  const program =
    programOf(all[at] ?? '') ?? (other?.isPublish ? 'mosquitto_pub' : 'mosquitto_sub');
  if (at < 0 && other === undefined) {
    // Such as `sh -c '…'`.
    const quoted = all.find((word) => /\s/.test(word) && word !== text && looksLikeCommand(word));
    // After a pipe, in a loop, after `cd`. It is the first word then.
    const place = Math.max(text.search(MOSQUITTO), programIn(text));
    const later = place > 0 ? text.slice(place).replace(/^[\s/\\"']/, '') : undefined;
    const inner = quoted ?? later;
    return inner === undefined ? undefined : parseCommand(inner, hasBridge, isWindows);
  }
  const words = other?.words ?? all.slice(at + 1);
  const reader = new CommandReader(words, hasBridge);
  reader.run();
  const { draft } = reader;
  // Older PowerShells need `\\"` for a quotation mark.
  if (isWindows) draft.payload &&= draft.payload.replaceAll('\\"', '"');
  const notes = [...reader.notes];
  if (unfinished !== undefined) notes.push(note('quote-unfinished', { quote: unfinished }));
  for (const { name, word } of variables) {
    const mayBeSecret =
      other !== undefined ||
      SECRET_OPTIONS.has(all[word - 1] ?? '') ||
      (all[word] ?? '').startsWith('-');
    const variable = mayBeSecret ? '$…' : name;
    if (!TOPIC_WORDS.has(name)) notes.push(note('shell-variable', { variable }));
  }
  if (operator !== undefined) notes.push(note('shell-rest', { operator }));
  return { program, draft, notes };
}
