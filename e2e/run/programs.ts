/** Finds the programs that the tests need, or installs them, saying so first. */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { ROOT } from './step.ts';

export interface Programs {
  readonly chromium: string;
  readonly mosquitto: string;
  readonly tshark: string;
}

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const CHROMIUM_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
/** Debian puts servers where a plain user's PATH does not look; Homebrew has a place of its own. */
const MOSQUITTO_PLACES = [
  '/usr/sbin/mosquitto',
  '/usr/local/sbin/mosquitto',
  '/opt/homebrew/sbin/mosquitto',
];

const TSHARK_PLACES = [
  '/usr/local/bin/tshark',
  '/opt/homebrew/bin/tshark',
  '/Applications/Wireshark.app/Contents/MacOS/tshark',
];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function findChromium(): string | undefined {
  const wished = process.env['MQTTSCOPE_CHROMIUM'];
  if (wished) return wished;
  const onPathOrPlace = [...CHROMIUM_NAMES.map(onPath), ...CHROMIUM_PLACES.filter(isExecutable)];
  const own = chromium.executablePath();
  return onPathOrPlace.find((file) => file !== undefined) ?? (existsSync(own) ? own : undefined);
}

function findMosquitto(): string | undefined {
  const wished = process.env['MQTTSCOPE_MOSQUITTO'];
  return wished || (onPath('mosquitto') ?? MOSQUITTO_PLACES.find(isExecutable));
}

function findTshark(): string | undefined {
  const wished = process.env['MQTTSCOPE_TSHARK'];
  return wished || (onPath('tshark') ?? TSHARK_PLACES.find(isExecutable));
}

function canUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && !!onPath('apt-get');
}

function aptInstall(packages: readonly string[]): void {
  console.log(`Installing with apt-get, because the tests need them: ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // An old list may still do, and a failing update (no network) is told by the install that follows.
  spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
}

function playwrightInstall(): void {
  console.log('Installing Chromium with "playwright install chromium", because the tests need it.');
  spawnSync(path.join(ROOT, 'node_modules/.bin/playwright'), ['install', 'chromium'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}

/** Takes what is there, installs what is missing, and says what to do by hand where neither works. */
export function ensurePrograms(): Programs | undefined {
  const missing = [
    ...(findChromium() ? [] : ['chromium']),
    ...(findMosquitto() ? [] : ['mosquitto']),
    ...(findTshark() ? [] : ['tshark']),
  ];
  if (missing.length > 0 && canUseApt()) aptInstall(missing);
  if (!findChromium()) playwrightInstall();
  const browser = findChromium();
  const broker = findMosquitto();
  const tshark = findTshark();
  if (browser && broker && tshark) {
    console.log(`Chromium: ${browser}\nMosquitto: ${broker}\nTShark: ${tshark}`);
    return { chromium: browser, mosquitto: broker, tshark };
  }
  if (!browser) {
    console.error(
      'Chromium is missing and could not be installed. Install Chromium or Chrome, or name it in MQTTSCOPE_CHROMIUM.',
    );
  }
  if (!broker) {
    console.error(
      'Mosquitto is missing and could not be installed. Install it (Debian: apt-get install mosquitto; macOS: brew install mosquitto), or name it in MQTTSCOPE_MOSQUITTO.',
    );
  }
  if (!tshark) {
    console.error(
      'TShark is missing and could not be installed. Install it (Debian: apt-get install tshark; macOS: brew install wireshark), or name it in MQTTSCOPE_TSHARK.',
    );
  }
  return undefined;
}
