import { defineConfig } from '@playwright/test';
import { ensurePrograms } from './run/programs.ts';

/** `npm test` has found the programs already; `npm run e2e` alone finds them here, once for all workers. */
if (!process.env['MQTTSCOPE_CHROMIUM']) {
  const programs = ensurePrograms();
  if (!programs) process.exit(1);
  process.env['MQTTSCOPE_CHROMIUM'] = programs.chromium;
  process.env['MQTTSCOPE_MOSQUITTO'] = programs.mosquitto;
  process.env['MQTTSCOPE_TSHARK'] = programs.tshark;
}
const executablePath = process.env['MQTTSCOPE_CHROMIUM'];

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      // Chromium has no sandbox for root; the other flags keep it from calling home.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
      ],
    },
  },
});
