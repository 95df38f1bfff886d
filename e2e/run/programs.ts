/** Finds or installs the programs that the tests need, and prints it first. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { ROOT } from './step.ts';

interface Program {
  /** Names in PATH. */
  readonly names: readonly string[];
  /** Locations outside PATH: Debian's servers, Homebrew, applications. */
  readonly places: readonly string[];
  readonly byHand: string;
}

/** By Debian package name. */
const PROGRAMS = {
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    byHand: 'Install Chromium or Chrome',
  },
  'chromium-headless-shell': {
    names: ['chromium-headless-shell', 'chrome-headless-shell'],
    places: [],
    byHand: 'Chromium does as well, a little slower',
  },
  mosquitto: {
    names: ['mosquitto'],
    places: ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'],
    byHand: 'Install it (Debian: apt-get install mosquitto; macOS: brew install mosquitto)',
  },
  'mosquitto-clients': {
    names: ['mosquitto_pub'],
    places: ['/usr/local/bin/mosquitto_pub', '/opt/homebrew/bin/mosquitto_pub'],
    byHand: 'Install it (Debian: apt-get install mosquitto-clients; macOS: brew install mosquitto)',
  },
  tshark: {
    names: ['tshark'],
    places: [
      '/usr/local/bin/tshark',
      '/opt/homebrew/bin/tshark',
      '/Applications/Wireshark.app/Contents/MacOS/tshark',
    ],
    byHand: 'Install it (Debian: apt-get install tshark; macOS: brew install wireshark)',
  },
  'firefox-esr': {
    names: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    byHand: 'Install Firefox',
  },
  'webkit2gtk-driver': {
    names: ['WebKitWebDriver'],
    places: [],
    byHand: 'Install it (Debian: apt-get install webkit2gtk-driver)',
  },
  xvfb: {
    names: ['Xvfb'],
    places: [],
    byHand: 'Install it (Debian: apt-get install xvfb)',
  },
} as const satisfies Record<string, Program>;

export type ProgramName = keyof typeof PROGRAMS;

/** Environment variable with a program's path for the tests. */
export const variableOf = (name: ProgramName) =>
  `MQTTSCOPE_${name.toUpperCase().replaceAll('-', '_')}`;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function find(name: ProgramName): string | undefined {
  const wished = process.env[variableOf(name)];
  if (wished) return wished;
  const program: Program = PROGRAMS[name];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const onPath = program.names.flatMap((each) => folders.map((folder) => path.join(folder, each)));
  const own = name === 'chromium' ? [chromium.executablePath()] : [];
  return [...onPath, ...program.places, ...own].find(isExecutable);
}

function canUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** Installs one by one, so that an unavailable package does not prevent the others. */
function aptInstall(packages: readonly ProgramName[]): void {
  console.log(`Installing with apt-get, because the tests need them: ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env });
  // An old list may suffice; failures are reported below.
  apt('update');
  for (const name of packages) apt('install', '-y', '--no-install-recommends', name);
}

function playwrightInstall(): void {
  console.log('Installing Chromium with "playwright install chromium", because the tests need it.');
  spawnSync(path.join(ROOT, 'node_modules/.bin/playwright'), ['install', 'chromium'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}

/**
 * Uses installed programs, installs missing ones, and explains manual steps if neither works. Missing
 * programs are absent from the result.
 */
export function findOrInstall(...names: readonly ProgramName[]): Places {
  const missing = names.filter((name) => find(name) === undefined);
  if (missing.length > 0 && canUseApt()) aptInstall(missing);
  if (names.includes('chromium') && find('chromium') === undefined) playwrightInstall();
  const found: Partial<Record<ProgramName, string>> = {};
  for (const name of names) {
    const place = find(name);
    if (place !== undefined) {
      console.log(`${name}: ${place}`);
      found[name] = place;
    } else {
      const { byHand } = PROGRAMS[name];
      console.error(
        `${name} is missing and could not be installed. ${byHand}, or name it in ${variableOf(name)}.`,
      );
    }
  }
  return found;
}

/** The browser's path; ends the process if there is none. */
export function browserOrExit(): string {
  return findOrInstall('chromium').chromium ?? process.exit(1);
}

const BESIDE_THE_BROWSER = ['mosquitto', 'mosquitto-clients', 'tshark'] as const;
/** For the walkthrough in other engines (`e2e/engines`). */
const ENGINES = ['firefox-esr', 'webkit2gtk-driver', 'xvfb'] as const;

type Places = Readonly<Partial<Record<ProgramName, string>>>;

/** Environment variables with the places of the programs for the tests. */
function variables(found: Places): Readonly<Record<string, string>> {
  const names = ['chromium', ...BESIDE_THE_BROWSER, ...ENGINES] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const place = found[name];
      return place === undefined ? [] : [[variableOf(name), place]];
    }),
  );
}

/**
 * Headless Chromium if it is installed or can be: full Chromium draws a window around each page, and its tests take a
 * fifth more processor time.
 */
function testBrowser(): Places {
  const shell = 'chromium-headless-shell';
  const wished = process.env[variableOf('chromium')];
  if (wished) return { chromium: wished };
  if (find(shell) !== undefined || find('chromium') === undefined || canUseApt()) {
    const found = findOrInstall(shell)[shell];
    if (found !== undefined) return { chromium: found };
  }
  return findOrInstall('chromium');
}

/** All programs for the browser tests, and other installed engines. */
export function testPrograms(): Readonly<Record<string, string>> {
  const engines = Object.fromEntries(ENGINES.map((name) => [name, find(name)]));
  return variables({ ...engines, ...testBrowser(), ...findOrInstall(...BESIDE_THE_BROWSER) });
}

/** Engines of the walkthrough, and what each needs. */
const WALKED = {
  Firefox: ['firefox-esr'],
  WebKitGTK: ['webkit2gtk-driver', 'xvfb'],
} as const satisfies Record<string, readonly (typeof ENGINES)[number][]>;

/** Lines that say in which other engines the walkthrough ran. */
export function walkedIn(programs: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(WALKED).map(([engine, names]) => {
    const missing = names.filter((name) => programs[variableOf(name)] === undefined);
    return missing.length === 0
      ? `The walkthrough ran in ${engine}.`
      : `The walkthrough did not run in ${engine}: ${missing.join(' and ')} missing (npm run thorough -- browsers installs what it needs).`;
  });
}

/** The same, installing missing engines. */
export function allPrograms(): Readonly<Record<string, string>> {
  return variables({ ...testBrowser(), ...findOrInstall(...BESIDE_THE_BROWSER, ...ENGINES) });
}
