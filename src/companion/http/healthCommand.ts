/** `mqttscope health [URL]`: asks a companion whether it works, for health checks of containers. */
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { StartError, systemReason, UsageError } from '../cli/errors.ts';
import { EXIT } from '../cli/exitCodes.ts';
import { LANGUAGE } from '../cli/language.ts';
import { command } from '../cli/options.ts';
import { type CommandSurroundings, parseSubcommand } from '../cli/subcommand.ts';
import { systemCode } from '../cli/systemCode.ts';
import { parseUrl } from '../net/addresses.ts';
import { HEALTH_PATH } from './healthPath.ts';

const USUAL_PORT = '8080';
/** The companion's port in the environment, as of a container. */
const PORT_VARIABLE = 'MQTTSCOPE_HTTP';
const END_OF_PATH = new RegExp(`(?:${HEALTH_PATH})?/?$`);
/** ms for the answer. */
const TIMEOUT = 5_000;
/** Bytes of an answer to print. */
const MOST_TEXT = 500;

export const HEALTH = command('health', ['[URL]'], { lang: LANGUAGE });

/** Resolves to the exit code. Throws `UsageError`, `StartError`. */
export async function runHealth(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<number> {
  const parsed = parseSubcommand(HEALTH, argv, surroundings);
  if (parsed === 'answered') return EXIT.done;
  const [text] = parsed.args;
  const host = `127.0.0.1:${process.env[PORT_VARIABLE] ?? USUAL_PORT}`;
  const url = parseUrl(text ?? `http://${host}`);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new UsageError((say) => say.notAHealthAddress());
  }
  // A proxy may serve the companion under a path.
  url.pathname = url.pathname.replace(END_OF_PATH, HEALTH_PATH);
  const { status, body } = await answerOf(url).catch((error: unknown) => {
    // With TLS, the companion's port ends a plain connection.
    if (text === undefined && systemCode(error) === 'ECONNRESET')
      return answerOf(new URL(HEALTH_PATH, `https://${host}`));
    throw new StartError((say) => say.noHealth(url.origin, systemReason(error, say)));
  });
  surroundings.output.write(`${body}\n`);
  return status === 200 ? EXIT.done : EXIT.notGood;
}

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

function answerOf(url: URL): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const get = url.protocol === 'https:' ? getSecure : getPlain;
    // The certificate is for another name, and nothing secret is sent.
    const options = { rejectUnauthorized: false, agent: false, timeout: TIMEOUT };
    const request = get(url, options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body = (body + text).slice(0, MOST_TEXT);
      });
      response.on('end', () => resolve({ status: response.statusCode, body }));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    request.on('error', reject);
  });
}
