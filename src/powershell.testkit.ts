/**
 * Parses the subset of Windows PowerShell 5.1 and PowerShell 7 that the documents use. It returns the words
 * of commands, and rejects anything that the two, or the programs that they call, would interpret
 * differently.
 */

export interface Command {
  /** Words as written, with `$name` and `$name.member` replaced by their values. */
  readonly words: readonly string[];
  /** Unquoted words. */
  readonly bare: ReadonlySet<string>;
}

/** A line's assignment and the commands of its pipeline. */
interface Statement {
  readonly assigned: string | undefined;
  readonly pipeline: readonly Command[];
}

class Reader {
  readonly #text: string;
  #at = 0;
  #words: string[] = [];
  #bare = new Set<string>();
  #pipeline: Command[] = [];
  #statements: Statement[] = [];
  #assigned: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  run(): readonly Statement[] {
    while (this.#at < this.#text.length) this.#step();
    this.#endStatement();
    return this.#statements;
  }

  #step(): void {
    const rest = this.#text.slice(this.#at);
    if (rest.startsWith('`\n')) {
      if (/^`\n\s*(?:\n|$)/.test(rest)) throw new Error('A continued line is followed by nothing.');
      this.#at += 2;
    } else if (rest.startsWith('\n') || rest.startsWith(';')) {
      this.#endStatement();
      this.#at += 1;
    } else if (/^\s/.test(rest)) {
      if (/^[^\S\n]+(?:\n|$)/.test(rest)) throw new Error('A line ends with blanks.');
      this.#at += 1;
    } else if (rest.startsWith('#')) {
      this.#at += /^[^\n]*/.exec(rest)?.[0].length ?? 0;
    } else if (/^(?:&&|\|\|)/.test(rest)) {
      throw new Error('&& and || are unknown to Windows PowerShell 5.1.');
    } else if (rest.startsWith('|')) {
      this.#endCommand();
      this.#at += 1;
    } else if (/^&\s/.test(rest) && this.#words.length === 0) {
      this.#at += 1;
    } else {
      this.#word();
    }
  }

  #word(): void {
    const start = this.#at;
    let word = '';
    let isBare = true;
    for (; this.#at < this.#text.length; ) {
      const rest = this.#text.slice(this.#at);
      const quoted = /^'((?:[^']|'')*)'/.exec(rest);
      const doubled = /^"((?:[^"`]|`.|"")*)"/.exec(rest);
      const block = /^@?\{[^{}]*\}/.exec(rest);
      if (quoted !== null) word += (quoted[1] ?? '').replaceAll("''", "'");
      else if (doubled !== null) word += expanded(doubled[1] ?? '');
      else if (block !== null) word += block[0];
      const found = quoted ?? doubled ?? block;
      if (found === null) {
        const [plain] = /^(?:`[^\n]|[^\s'"`|;&(){}@,])+/.exec(rest) ?? [];
        if (plain === undefined) break;
        word += plain;
        this.#at += plain.length;
      } else {
        isBare = false;
        this.#at += found[0].length;
      }
    }
    const next = this.#text[this.#at] ?? '';
    if (this.#at === start || !/^[\s|;]?$/.test(next)) {
      throw new Error(`Outside of quotation marks: ${this.#text.slice(start, start + 40)}`);
    }
    if (word === '=' && this.#words.length === 1) {
      [this.#assigned] = this.#words;
      this.#words = [];
      return;
    }
    this.#words.push(word);
    if (isBare) this.#bare.add(word);
  }

  #endCommand(): void {
    if (this.#words.length > 0) this.#pipeline.push({ words: this.#words, bare: this.#bare });
    this.#words = [];
    this.#bare = new Set();
  }

  #endStatement(): void {
    this.#endCommand();
    if (this.#pipeline.length > 0) {
      this.#statements.push({ assigned: this.#assigned, pipeline: this.#pipeline });
    }
    this.#pipeline = [];
    this.#assigned = undefined;
  }
}

function expanded(text: string): string {
  if (/\$\w+:/.test(text)) throw new Error('$name: is a scope, not a value.');
  return text.replaceAll('""', '"').replaceAll(/`(.)/g, '$1');
}

/** Throws if either version would interpret the text differently. */
export function statementsOf(text: string): readonly Statement[] {
  if (/\\\n/.test(text)) throw new Error('A backslash continues no line.');
  const statements = new Reader(text).run();
  for (const { pipeline } of statements) for (const command of pipeline) judge(command);
  return statements;
}

/** Names of cmdlets or aliases in 5.1 or 7 that hide programs. */
const ALIASES: ReadonlySet<string> = new Set(['curl', 'wget', 'sc', 'sort', 'set', 'export']);
/**
 * Programs that are scripts in PowerShell: npm.ps1 drops `--`, and the default execution policy blocks it.
 */
const SCRIPTS: ReadonlySet<string> = new Set(['npm', 'npx']);

function judge({ words, bare }: Command): void {
  const [program = '', ...rest] = words;
  if (ALIASES.has(program)) throw new Error(`${program} is something else in Windows PowerShell.`);
  if (SCRIPTS.has(program)) throw new Error(`${program} is a script there: write ${program}.cmd.`);
  const isCmdlet = /^[A-Z]\w+-[A-Z]\w+$/.test(program) || program === 'function';
  if (isCmdlet || program.startsWith('$')) return;
  for (const word of rest) {
    // 5.1 drops quotation marks; 7.3 and newer keep them.
    if (word.includes('"')) throw new Error(`A program gets quotation marks: ${word}`);
    if (word === '') throw new Error('A program gets an empty word, which 5.1 drops.');
    if (/\s.*\\$/.test(word)) throw new Error(`A program gets a backslash at the end: ${word}`);
    // cmd parses the command line of .cmd files a second time.
    if (program.endsWith('.cmd') && /[&|<>^()%!]/.test(word)) {
      throw new Error(`${program} is read by cmd: ${word}`);
    }
    if (/^-\w[^\s]*[.:]/.test(word) && bare.has(word)) {
      throw new Error(`5.1 takes this for two words: ${word}`);
    }
  }
}
