/**
 * Reads device secrets for `mqttscope sign` and `verify` from an option, the environment or standard input.
 */
import { type Sentence, UsageError } from '../cli/errors.ts';

export interface SecretSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
}

/** ms to wait for a secret on standard input that was not announced. */
const TIMEOUT = 3_000;
const MOST_CHARACTERS = 1_024;

/**
 * Reads the device secret from `--device-secret`, where `-` is standard input, else from
 * `MQTTSCOPE_DEVICE_SECRET`, else from standard input if that is not a terminal. Throws `UsageError`, which
 * never quotes it.
 *
 * @param isInputTaken standard input is read for something else
 */
export async function deviceSecret(
  option: string | undefined,
  { environment, input }: SecretSources,
  isInputTaken = false,
): Promise<string> {
  if (option === '-' && isInputTaken) {
    throw new UsageError((say) => say.inputTaken());
  }
  if (option === '-') return onlyLine(await readAll(input, undefined));
  if (option !== undefined) return present(option, () => '--device-secret');
  const variable = environment['MQTTSCOPE_DEVICE_SECRET'];
  if (variable) return variable;
  if (input.isTTY === true || isInputTaken) throw new UsageError((say) => say.secretMissing());
  const text = await readAll(input, TIMEOUT);
  if (text === '') throw new UsageError((say) => say.secretMissing());
  return onlyLine(text);
}

function present(text: string, source: Sentence): string {
  if (text === '') throw new UsageError((say) => say.isEmpty(source(say)));
  return text;
}

function onlyLine(text: string): string {
  const secret = text.replace(/\r?\n$/, '');
  if (/[\r\n]/.test(secret) || secret.length > MOST_CHARACTERS) {
    throw new UsageError((say) => say.secretNotAlone());
  }
  return present(secret, (say) => say.secretOnInput);
}

async function readAll(input: NodeJS.ReadableStream, timeout: number | undefined): Promise<string> {
  const bytes = await readBytes(input, timeout);
  return bytes.toString('utf8');
}

/** @param timeout ms until the first byte; undefined: unlimited */
export async function readBytes(
  input: NodeJS.ReadableStream,
  timeout: number | undefined,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(() => {
            input.pause();
            resolve();
          }, timeout);
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
  return Buffer.concat(pieces);
}
