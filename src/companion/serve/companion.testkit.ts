/** A companion for tests: on free ports, without demo devices, with a small folder as the app. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { inEnglish } from '../cli/errors.ts';
import { startCompanion } from './companion.ts';
import type { Companion, CompanionOptions } from './companionSetup.ts';

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mqttscope-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** An app of one page, one hashed script and one hidden file. */
function smallApp(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>app</title>');
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'export {};');
  writeFileSync(join(folder, '.stamp'), 'hidden');
  return folder;
}

export interface TestCompanion extends Companion {
  readonly mqtt: string;
  readonly ws: string;
  readonly notices: readonly string[];
}

/** Ends with the test, which fails if the broker or the companion reports an internal error. */
export async function startTestCompanion(
  overrides: Partial<CompanionOptions> = {},
): Promise<TestCompanion> {
  const notices: string[] = [];
  const companion = await startCompanion({
    host: '127.0.0.1',
    http: { port: 0, given: true },
    mqtt: { port: 0, given: true },
    users: new Map(),
    hashedUsers: new Map(),
    acl: undefined,
    platform: undefined,
    seed: undefined,
    demo: false,
    broker: true,
    bridge: { allowed: undefined },
    limits: {},
    warnings: [],
    faults: [],
    refusedFilters: [],
    tls: undefined,
    allowedOrigins: [],
    token: undefined,
    log: undefined,
    app: smallApp(),
    appVersion: '1.2.3',
    notice: (said) => notices.push(inEnglish(said)),
    ...overrides,
  });
  onTestFinished(async () => {
    await companion.close();
    const faults = notices.filter((text) => text.startsWith('Internal error'));
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
  const { mqtt = '', ws = '' } = companion;
  return { ...companion, mqtt, ws, notices };
}
