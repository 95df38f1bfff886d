/** Controls WebKitGTK's own browser by its WebDriver, on a virtual screen. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { type Running, start, until, untilUp } from '../kit/peers/processes.ts';
import type { Commands, Engine } from './webDriver.ts';

const asHttp: {
  readonly [K in keyof Commands]: (parameters: Commands[K]) => readonly [string, object];
} = {
  resize: (parameters) => ['window/rect', parameters],
  navigate: (parameters) => ['url', parameters],
  findElements: ({ xpath }) => ['elements', { using: 'xpath', value: xpath }],
  click: ({ id }) => [`element/${id}/click`, {}],
  clear: ({ id }) => [`element/${id}/clear`, {}],
  sendKeys: ({ id, text }) => [`element/${id}/value`, { text }],
  execute: (parameters) => ['execute/sync', parameters],
};

/** It is next to the library, not in PATH. */
function miniBrowser(): string | undefined {
  const libraries = '/usr/lib';
  if (!existsSync(libraries)) return undefined;
  return readdirSync(libraries)
    .flatMap((machine) =>
      ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((library) =>
        path.join(libraries, machine, library, 'MiniBrowser'),
      ),
    )
    .find((file) => existsSync(file));
}

async function posted(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  const value =
    typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : undefined;
  if (!response.ok) throw new Error(JSON.stringify(value));
  return value;
}

/** Starts an X server on a free display. */
async function startScreen(program: string): Promise<{ screen: Running; display: string }> {
  const args = ['-displayfd', '1', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'];
  const screen = start(program, args);
  await untilUp(screen, () => /^\d+\n/.test(screen.stdout()), 'Xvfb');
  return { screen, display: `:${screen.stdout().trim()}` };
}

/** `driver` is WebKitWebDriver, `xvfb` the X server. */
export async function startWebKit(driver: string, xvfb: string, folder: string): Promise<Engine> {
  const downloads = path.join(folder, 'downloads');
  mkdirSync(downloads);
  mkdirSync(path.join(folder, '.config'));
  writeFileSync(
    path.join(folder, '.config/user-dirs.dirs'),
    'XDG_DOWNLOAD_DIR="$HOME/downloads"\n',
  );
  const { screen, display } = await startScreen(xvfb);
  const port = await freePort();
  const env = {
    DISPLAY: display,
    HOME: folder,
    NO_AT_BRIDGE: '1',
    // Compositing would need a graphics card.
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  };
  const running = start(driver, [`--port=${port}`, '--host=127.0.0.1'], env, { detached: true });
  const end = async () => {
    await running.stop('SIGKILL');
    await screen.stop();
  };
  const base = `http://127.0.0.1:${port}/session`;
  const binary = miniBrowser();
  const capabilities = {
    alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } },
  };
  try {
    const session = await until(
      () => posted(base, { capabilities }).catch(refusedOnce),
      'WebKitWebDriver',
      60_000,
    );
    const text = JSON.stringify(session);
    const id = /"sessionId":"([^"]+)"/.exec(text)?.[1];
    if (id === undefined) throw new Error(`no session: ${text}`);
    return {
      name: `WebKitGTK ${/"browserVersion":"([^"]+)"/.exec(text)?.[1] ?? ''}`,
      command: (name, parameters) => {
        const [method, given] = asHttp[name](parameters);
        return posted(`${base}/${id}/${method}`, given);
      },
      downloads,
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Connections are refused until it listens. */
function refusedOnce(error: unknown): undefined {
  if (error instanceof TypeError) return undefined;
  throw error;
}
