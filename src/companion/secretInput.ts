/** A password from the person at the terminal, who does not see it, or from standard input. */
import type { ReadStream } from 'node:tty';
import { StartError, UsageError } from './errors.ts';

/** The most that MQTT's CONNECT can carry. */
const MOST_BYTES = 65_535;

export type Typed = 'more' | 'done' | 'cancelled';

/** One line as it is typed without being shown. */
export class HiddenLine {
  #characters: string[] = [];

  get text(): string {
    return this.#characters.join('');
  }

  /** What is left of `keys` behind the end of the line is dropped. */
  type(keys: string): Typed {
    for (const key of keys) {
      if (key === '\r' || key === '\n') return 'done';
      // Ctrl+C and Ctrl+D.
      if (key === '\u0003' || key === '\u0004') return 'cancelled';
      if (key === '\u007F' || key === '\b') this.#characters.pop();
      // Ctrl+U.
      else if (key === '\u0015') this.#characters = [];
      else if (key >= ' ') this.#characters.push(key);
    }
    return 'more';
  }
}

/** Throws `StartError`, `UsageError`. */
export async function readPassword(
  input: NodeJS.ReadStream,
  show: (text: string) => void,
): Promise<string> {
  const password = input.isTTY ? await askTwice(input, show) : onlyLine(await readAll(input));
  if (password === '') throw new UsageError('The password is empty. Nothing was changed.');
  if (Buffer.byteLength(password) > MOST_BYTES) {
    throw new UsageError(`A password has at most ${MOST_BYTES} bytes. Nothing was changed.`);
  }
  return password;
}

async function askTwice(terminal: ReadStream, show: (text: string) => void): Promise<string> {
  const first = await askHidden(terminal, 'Password: ', show);
  const second = await askHidden(terminal, 'Again: ', show);
  if (first !== second) throw new StartError('The two differ. Nothing was changed.');
  return first;
}

async function askHidden(
  terminal: ReadStream,
  prompt: string,
  show: (text: string) => void,
): Promise<string> {
  const line = new HiddenLine();
  terminal.setRawMode(true);
  terminal.setEncoding('utf8');
  show(prompt);
  try {
    const end = await new Promise<Typed>((resolve) => {
      const take = (keys: string): void => {
        const typed = line.type(keys);
        if (typed === 'more') return;
        terminal.off('data', take);
        terminal.pause();
        resolve(typed);
      };
      terminal.on('data', take);
      terminal.resume();
    });
    if (end === 'cancelled') throw new StartError('Nothing was changed.');
    return line.text;
  } finally {
    terminal.setRawMode(false);
    show('\n');
  }
}

async function readAll(input: NodeJS.ReadStream): Promise<string> {
  let text = '';
  for await (const piece of input.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > 2 * MOST_BYTES + 4) break;
  }
  return text;
}

/** A password given twice, as to a prompt, counts once. */
export function onlyLine(text: string): string {
  const [first = '', second = first, ...more] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (second !== first || more.length > 0) {
    throw new UsageError('Standard input must hold the password alone, on one line.');
  }
  return first;
}
