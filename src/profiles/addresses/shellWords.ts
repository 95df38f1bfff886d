/** Splits a command line into words like a POSIX shell or a shell of Windows, without running anything. */

interface ShellVariable {
  readonly name: string;
  /** Index of the word that contains it. */
  readonly word: number;
}

export interface ShellWords {
  readonly words: readonly string[];
  /** `$NAME`, `${NAME}` or `$(…)` that a shell would expand; left unchanged. */
  readonly variables: readonly ShellVariable[];
  /** A quotation mark without its counterpart. */
  readonly unfinished: string | undefined;
  /** The operator (`|`, `;`, `&`, `>`, `<`) that ends the command. */
  readonly operator: string | undefined;
}

const VARIABLE = /\$(?:\{[^}]*\}|\([^)]*\)|[A-Za-z_]\w*)/y;
const BACKSLASHES = /\\+/y;

class Splitter {
  readonly words: string[] = [];
  readonly variables: ShellVariable[] = [];
  unfinished: string | undefined;
  #place = 0;
  #word: string | undefined;
  readonly #text: string;
  /** In the shells of Windows, a backslash is an ordinary character. */
  readonly #isWindows: boolean;

  constructor(text: string, isWindows: boolean) {
    this.#text = text;
    this.#isWindows = isWindows;
  }

  /** Reads words up to the end or an operator, which is returned. */
  run(): string | undefined {
    while (this.#place < this.#text.length) {
      const char = this.#text.charAt(this.#place);
      if (/[|;&<>]/.test(char)) {
        this.#endWord();
        return char;
      }
      this.#step(char);
    }
    this.#endWord();
    return undefined;
  }

  #step(char: string): void {
    if (/\s/.test(char)) {
      this.#endWord();
      this.#place++;
    } else if (char === "'") this.#singleQuoted();
    else if (char === '"') this.#doubleQuoted();
    else if (char === '\\') this.#escaped();
    else this.#plain(char);
  }

  #add(text: string): void {
    this.#word = (this.#word ?? '') + text;
  }

  #endWord(): void {
    if (this.#word !== undefined) this.words.push(this.#word);
    this.#word = undefined;
  }

  #plain(char: string): void {
    VARIABLE.lastIndex = this.#place;
    const variable = char === '$' ? VARIABLE.exec(this.#text)?.[0] : undefined;
    if (variable !== undefined) {
      this.variables.push({ name: variable, word: this.words.length });
    }
    this.#add(variable ?? char);
    this.#place += (variable ?? char).length;
  }

  /** Outside quotes a backslash makes the next character literal; before a line end it vanishes. */
  #escaped(): void {
    const lineEnd = /^\r?\n/.exec(this.#text.slice(this.#place + 1, this.#place + 3))?.[0];
    if (lineEnd !== undefined) this.#place += 1 + lineEnd.length;
    else if (this.#isWindows) this.#windowsBackslashes();
    else {
      this.#add(this.#text.charAt(this.#place + 1));
      this.#place += 2;
    }
  }

  /** Programs of Windows read backslashes before a quotation mark as escapes, and all others as they are. */
  #windowsBackslashes(): void {
    BACKSLASHES.lastIndex = this.#place;
    const { length } = BACKSLASHES.exec(this.#text)?.[0] ?? '';
    this.#place += length;
    if (this.#text.charAt(this.#place) !== '"') {
      this.#add('\\'.repeat(length));
      return;
    }
    this.#add('\\'.repeat(length >> 1));
    if (length % 2 === 0) return;
    this.#add('"');
    this.#place += 1;
  }

  #singleQuoted(): void {
    const end = this.#text.indexOf("'", this.#place + 1);
    if (end < 0) this.unfinished = "'";
    const stop = end < 0 ? this.#text.length : end;
    this.#add(this.#text.slice(this.#place + 1, stop));
    this.#place = stop + 1;
  }

  #doubleQuoted(): void {
    this.#add('');
    this.#place++;
    while (this.#place < this.#text.length) {
      const char = this.#text.charAt(this.#place);
      if (char === '"') {
        this.#place++;
        return;
      }
      const next = this.#text.charAt(this.#place + 1);
      if (char === '\\' && this.#isWindows) this.#windowsBackslashes();
      else if (char === '\\' && next !== '' && '$`"\\\n'.includes(next)) {
        if (next !== '\n') this.#add(next);
        this.#place += 2;
      } else this.#plain(char);
    }
    this.unfinished = '"';
  }
}

/** @param isWindows the text is for a shell of Windows */
export function shellWords(text: string, isWindows: boolean): ShellWords {
  const splitter = new Splitter(text, isWindows);
  const operator = splitter.run();
  return {
    words: splitter.words,
    variables: splitter.variables,
    unfinished: splitter.unfinished,
    operator,
  };
}
