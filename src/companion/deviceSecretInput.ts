/** Secrets of devices for `mqttscope sign` and `verify`: an option, the environment, or standard input. */
import { UsageError } from './errors.ts';

export interface SecretSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
}

/** How long to wait for a secret on standard input that nobody announced, in ms. */
const PATIENCE = 3_000;
const MOST_CHARACTERS = 1_024;

/**
 * The device secret: `--device-secret`, where `-` is standard input; else `MQTTSCOPE_DEVICE_SECRET`; else
 * standard input, where that is no terminal. Throws `UsageError`, which repeats nothing of it.
 *
 * @param isInputTaken standard input is read for something else
 */
export async function deviceSecret(
  option: string | undefined,
  { environment, input }: SecretSources,
  isInputTaken = false,
): Promise<string> {
  if (option === '-' && isInputTaken) {
    throw new UsageError('Standard input cannot hold both the log and the device secret.');
  }
  if (option === '-') return onlyLine(await readAll(input, undefined));
  if (option !== undefined) return present(option, '--device-secret');
  const variable = environment['MQTTSCOPE_DEVICE_SECRET'];
  if (variable) return variable;
  const wanted =
    'The device secret is missing: give --device-secret, MQTTSCOPE_DEVICE_SECRET, or standard input.';
  if (input.isTTY === true || isInputTaken) throw new UsageError(wanted);
  const text = await readAll(input, PATIENCE);
  if (text === '') throw new UsageError(wanted);
  return onlyLine(text);
}

function present(text: string, option: string): string {
  if (text === '') throw new UsageError(`${option} is empty.`);
  return text;
}

function onlyLine(text: string): string {
  const secret = text.replace(/\r?\n$/, '');
  if (/[\r\n]/.test(secret) || secret.length > MOST_CHARACTERS) {
    throw new UsageError('Standard input must hold the device secret alone, on one line.');
  }
  return present(secret, 'The device secret on standard input');
}

/** @param patience ms until the first of it; undefined: for ever */
export async function readAll(
  input: NodeJS.ReadableStream,
  patience: number | undefined,
): Promise<string> {
  const pieces: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    const timer =
      patience === undefined
        ? undefined
        : setTimeout(() => {
            input.pause();
            resolve();
          }, patience);
    input.on('data', (piece: Buffer | string) => {
      clearTimeout(timer);
      pieces.push(Buffer.from(piece));
    });
    input.once('end', resolve);
    input.once('error', reject);
    input.once('end', () => {
      clearTimeout(timer);
    });
  });
  return Buffer.concat(pieces).toString('utf8');
}
