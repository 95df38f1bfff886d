/** Reads a password from a terminal without echo, or from standard input. */
import type { ReadStream } from 'node:tty';
import { passwd } from '../../i18n/cli/en/prompts.ts';
import { StartError, UsageError } from './errors.ts';

/** Longest password in MQTT's CONNECT. */
const MOST_BYTES = 65_535;

/** Collects typed lines without showing them. */
export class HiddenLines {
  /** Completed lines. */
  readonly lines: string[] = [];
  isCancelled = false;
  #characters: string[] = [];
  #last = '';

  type(keys: string): void {
    for (const key of keys) {
      this.#press(key);
      this.#last = key;
    }
  }

  #press(key: string): void {
    if (key === '\r' || key === '\n') {
      if (key === '\n' && this.#last === '\r') return;
      this.lines.push(this.#characters.join(''));
      this.#characters = [];
      // Ctrl+C and Ctrl+D.
    } else if (key === '\u0003' || key === '\u0004') this.isCancelled = true;
    else if (key === '\u007F' || key === '\b') this.#characters.pop();
    // Ctrl+U.
    else if (key === '\u0015') this.#characters = [];
    else if (key >= ' ') this.#characters.push(key);
  }
}

/** Throws `StartError`, `UsageError`. */
export async function readPassword(
  input: NodeJS.ReadStream,
  show: (text: string) => void,
): Promise<string> {
  const password = input.isTTY ? await askTwice(input, show) : onlyLine(await readAll(input));
  if (password === '') throw new UsageError((say) => say.passwordEmpty());
  if (Buffer.byteLength(password) > MOST_BYTES) {
    throw new UsageError((say) => say.passwordLong(MOST_BYTES));
  }
  return password;
}

async function askTwice(terminal: ReadStream, show: (text: string) => void): Promise<string> {
  const typed = new HiddenLines();
  terminal.setEncoding('utf8');
  // Nothing typed is echoed until the end, also between the two lines.
  terminal.setRawMode(true);
  show(passwd.ask);
  try {
    await new Promise<void>((resolve) => {
      terminal.on('data', (keys: string) => {
        const before = typed.lines.length;
        typed.type(keys);
        if (before === 0 && typed.lines.length > 0) show(`\n${passwd.askAgain}`);
        if (typed.isCancelled || typed.lines.length > 1) resolve();
      });
      terminal.once('end', () => {
        typed.isCancelled = true;
        resolve();
      });
    });
  } finally {
    terminal.removeAllListeners('data').pause().setRawMode(false);
    show('\n');
  }
  const [first = '', second] = typed.lines;
  if (second === undefined) throw new StartError((say) => say.nothingChanged());
  if (first !== second) throw new StartError((say) => say.twoDiffer());
  return first;
}

async function readAll(input: NodeJS.ReadStream): Promise<string> {
  let text = '';
  for await (const piece of input.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > 2 * MOST_BYTES + 4) break;
  }
  return text;
}

/** A password given twice, as for a prompt, counts once. */
export function onlyLine(text: string): string {
  const [first = '', second = first, ...more] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (second !== first || more.length > 0) {
    throw new UsageError((say) => say.passwordNotAlone());
  }
  return first;
}
