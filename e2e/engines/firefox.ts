/** Controls an installed Firefox by Marionette, the protocol of geckodriver. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { start, until } from '../kit/peers/processes.ts';
import type { Commands, Engine } from './webDriver.ts';

/** Names and parameters: https://searchfox.org/mozilla-central/source/remote/marionette/driver.sys.mjs */
const asMarionette: {
  readonly [K in keyof Commands]: (parameters: Commands[K]) => readonly [string, object];
} = {
  resize: (parameters) => ['WebDriver:SetWindowRect', parameters],
  navigate: (parameters) => ['WebDriver:Navigate', parameters],
  findElements: ({ xpath }) => ['WebDriver:FindElements', { using: 'xpath', value: xpath }],
  click: (parameters) => ['WebDriver:ElementClick', parameters],
  clear: (parameters) => ['WebDriver:ElementClear', parameters],
  sendKeys: (parameters) => ['WebDriver:ElementSendKeys', parameters],
  execute: (parameters) => ['WebDriver:ExecuteScript', parameters],
};

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Reply = readonly [kind: 1, id: number, error: unknown, result: unknown];

function isReply(message: unknown): message is Reply {
  return Array.isArray(message) && message.length === 4 && typeof message[1] === 'number';
}

/** Frames are `length:JSON`: requests `[0, id, name, parameters]`, responses `[1, id, error, result]`. */
function marionette(port: number) {
  const socket = connect(port, '127.0.0.1');
  const waiting = new Map<number, Waiting>();
  let rest = Buffer.alloc(0);
  let sent = 0;
  const take = (message: unknown) => {
    // The first message is a greeting.
    if (!isReply(message)) return;
    const [, id, error, result] = message;
    const one = waiting.get(id);
    if (error === null) one?.resolve(result);
    else one?.reject(new Error(JSON.stringify(error)));
  };
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (let colon = rest.indexOf(':'); colon >= 0; colon = rest.indexOf(':')) {
      const end = colon + 1 + Number(rest.toString('latin1', 0, colon));
      if (rest.length < end) return;
      take(JSON.parse(rest.toString('utf8', colon + 1, end)));
      rest = rest.subarray(end);
    }
  });
  const fail = (error?: Error) => {
    for (const { reject } of waiting.values()) reject(error ?? new Error('Firefox is gone'));
  };
  socket.on('error', fail).on('close', () => fail());
  return {
    send: (name: string, parameters: object): Promise<unknown> => {
      sent += 1;
      const id = sent;
      const text = JSON.stringify([0, id, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    close: () => socket.destroy(),
  };
}

/** Lists of elements are bare results, others are `{ value }`. */
const valueOf = (result: unknown): unknown =>
  typeof result === 'object' && result !== null && 'value' in result ? result.value : result;

/** Starts it headless with a new profile in `folder`. */
export async function startFirefox(program: string, folder: string): Promise<Engine> {
  const profile = path.join(folder, 'profile');
  const downloads = path.join(folder, 'downloads');
  for (const each of [profile, downloads]) mkdirSync(each);
  const settings = {
    'marionette.port': 0,
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    // Only the app: no start pages and no requests to its maker.
    'browser.startup.page': 0,
    'browser.aboutwelcome.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'app.update.disabledForTesting': true,
    'app.normandy.enabled': false,
    'browser.newtabpage.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'browser.safebrowsing.phishing.enabled': false,
    'toolkit.telemetry.enabled': false,
    // No spare processes for pages that are never opened.
    'dom.ipc.processCount': 1,
    'dom.ipc.processPrelaunch.enabled': false,
    'fission.autostart': false,
  };
  const lines = Object.entries(settings).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(path.join(profile, 'user.js'), lines.join('\n'));
  const args = ['--headless', '--marionette', '--no-remote', '--profile', profile];
  const running = start(program, args, { MOZ_CRASHREPORTER_DISABLE: '1' }, { detached: true });
  const end = async () => {
    await running.stop('SIGKILL');
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const portFile = path.join(profile, 'MarionetteActivePort');
    // The file exists before its number is written.
    const port = () =>
      (existsSync(portFile) && Number(readFileSync(portFile, 'utf8'))) || undefined;
    const { send, close } = marionette(await until(port, 'Firefox', 60_000));
    const session = await send('WebDriver:NewSession', {
      capabilities: { alwaysMatch: { 'moz:firefoxOptions': {} } },
    });
    return {
      name: `Firefox ${versionOf(session)}`,
      command: async (name, parameters) => {
        const [method, given] = asMarionette[name](parameters);
        return valueOf(await send(method, given));
      },
      downloads,
      end: async () => {
        close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function versionOf(session: unknown): string {
  const version = /"browserVersion":"([^"]+)"/.exec(JSON.stringify(session))?.[1];
  return version ?? '';
}
