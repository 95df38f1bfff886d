/**
 * Starts mqttscope as an app of Home Assistant: `node start.mts MAIN DATA OPTIONS…`. Asks the Supervisor for the broker
 * of Home Assistant, and passes it and the brokers of the app's options to the program MAIN. DATA is the app's folder.
 */
import { chownSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/** The user `node` of the image. */
const USER = 1000;
/** ms */
const TIMEOUT = 10_000;

type Values = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null;

/** For the app's log. */
function say(text: string): void {
  process.stderr.write(`mqttscope: ${text}\n`);
}

/** Address of the broker that Home Assistant uses; undefined if it has none. */
async function brokerOfHomeAssistant(): Promise<string | undefined> {
  const { SUPERVISOR_API: api = 'http://supervisor', SUPERVISOR_TOKEN: token = '' } = process.env;
  try {
    const response = await fetch(`${api}/services/mqtt`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const answer: unknown = await response.json();
    if (isObject(answer) && isObject(answer['data']) && response.ok) {
      return addressOf(answer['data']);
    }
    say(
      response.status === 400
        ? 'Home Assistant has no MQTT broker. Install the app "Mosquitto broker" and restart this one, or enter an address in the page.'
        : `The Supervisor did not name the MQTT broker of Home Assistant (HTTP ${response.status}).`,
    );
  } catch (error) {
    say(`The Supervisor did not name the MQTT broker of Home Assistant: ${reasonOf(error)}.`);
  }
  return undefined;
}

/** `fetch` hides the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function addressOf({ host, port, ssl, username, password }: Values): string {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const user = encodeURIComponent(text(username));
  const secret = encodeURIComponent(text(password));
  const name = text(host).includes(':') ? `[${text(host)}]` : text(host);
  const signIn = user === '' ? '' : `${user}:${secret}@`;
  return `${ssl === true ? 'mqtts' : 'mqtt'}://${signIn}${name}:${String(port)}`;
}

/** `NAME=URL` of each broker in the app's options. */
function brokersOfOptions(folder: string): readonly string[] {
  const options: unknown = JSON.parse(readFileSync(path.join(folder, 'options.json'), 'utf8'));
  const brokers = isObject(options) ? options['brokers'] : undefined;
  return Array.isArray(brokers) ? brokers.map(String) : [];
}

/** Continues as a user who owns nothing but the app's folder. */
function giveUpRoot(folder: string): void {
  if (process.getuid?.() !== 0) return;
  chownSync(folder, USER, USER);
  process.setgroups?.([USER]);
  process.setgid?.(USER);
  process.setuid?.(USER);
}

const [main = '', data = '', ...options] = process.argv.slice(2);
const own = await brokerOfHomeAssistant();
const brokers = [
  ...(own === undefined ? [] : [`Home-Assistant=${own}`]),
  ...brokersOfOptions(data),
];
giveUpRoot(data);
// Not visible to other users, unlike arguments.
process.env['MQTTSCOPE_BROKERS'] = brokers.join('\n');
process.argv = [process.execPath, main, 'serve', ...options, '--data', path.join(data, 'state')];
await import(pathToFileURL(main).href);
