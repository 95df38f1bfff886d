/** Builds a command line word by word; the first invalid word makes it a refusal. */
import { base64 } from '@scure/base';
import { hasControls, LONGEST_WORD, shellWord } from '../../base/quoting.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { type Copied, type CopyNote, type CopyRefusal, copied, refused } from './copied.ts';

/** Bytes of a payload that is piped in as Base64; larger ones belong in a file. */
const LARGEST_PIPED = 1 << 20;

export class CommandLine {
  readonly #words: string[];
  readonly #leftOut: string[] = [];
  #before = (): string => '';
  #why: CopyRefusal | undefined;

  /** @param words options and numbers of ours, which need no quotes */
  constructor(...words: readonly (string | number)[]) {
    this.#words = words.map(String);
  }

  /** Options and numbers of ours. */
  add(...words: readonly (string | number)[]): this {
    this.#words.push(...words.map(String));
    return this;
  }

  /** Adds an option with an untrusted text. `field`: its name in the standard. */
  option(words: string, text: string, field: string): this {
    const word = shellWord(text);
    if (word === undefined) this.refuse({ kind: 'control-characters', field });
    else this.#words.push(words, word);
    return this;
  }

  /** Adds an option with two texts: a user property. */
  pair(words: string, [name, value]: readonly [string, string], field: string): this {
    this.option(words, name, field);
    const word = shellWord(value);
    if (word === undefined) this.refuse({ kind: 'control-characters', field });
    else this.#words.push(word);
    return this;
  }

  /** Adds bytes that must be text. */
  binary(words: string, bytes: Uint8Array, field: string): this {
    const text = decodeUtf8(bytes);
    if (text === undefined || text.includes('\0')) this.refuse({ kind: 'binary', field });
    else this.option(words, text, field);
    return this;
  }

  /**
   * Adds a payload: as a word if a terminal accepts the text unchanged, otherwise piped in as Base64.
   * `option` takes the word, `stdin` reads the pipe.
   */
  payload(payload: Uint8Array, option: string, stdin: string): this {
    const text = payload.length > LONGEST_WORD ? undefined : decodeUtf8(payload);
    if (text !== undefined && !hasControls(text)) return this.option(option, text, 'Payload');
    if (payload.length > LARGEST_PIPED) {
      this.refuse({ kind: 'too-large', size: payload.length, most: LARGEST_PIPED });
    }
    this.#before = () => `printf '%s' '${base64.encode(payload)}' | base64 -d | `;
    return this.add(stdin);
  }

  leaveOut(what: string): this {
    if (!this.#leftOut.includes(what)) this.#leftOut.push(what);
    return this;
  }

  refuse(why: CopyRefusal): void {
    this.#why ??= why;
  }

  done(notes: readonly CopyNote[] = []): Copied {
    if (this.#why !== undefined) return refused(this.#why);
    const line = this.#words.join(' ');
    return copied(
      () => this.#before() + line,
      [...notes, { kind: 'left-out', what: this.#leftOut }],
    );
  }
}

/** Runs several commands at once, all but the last in the background. */
export function together(lines: readonly Copied[]): Copied {
  const texts: (() => string)[] = [];
  const notes = new Map<string, CopyNote>();
  for (const line of lines) {
    if (!line.ok) return line;
    texts.push(line.text);
    for (const note of line.notes) notes.set(JSON.stringify(note), note);
  }
  return copied(() => texts.map((text) => text()).join(' &\n'), [...notes.values()]);
}
