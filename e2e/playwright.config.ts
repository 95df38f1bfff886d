import { defineConfig } from '@playwright/test';
import { testPrograms } from './run/programs.ts';

/** `npm test` has found the programs already; `npm run e2e` alone finds them here, once for all workers. */
if (!process.env['MQTTSCOPE_CHROMIUM']) Object.assign(process.env, testPrograms());
const executablePath = process.env['MQTTSCOPE_CHROMIUM'];
if (!executablePath) process.exit(1);

/** What the program says is read in English here, whatever its environment speaks. */
delete process.env['LC_ALL'];
process.env['LC_MESSAGES'] = 'C';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './run/freshBuild.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 3,
  // Generous, because a busy machine is slow and not wrong.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    // What fades takes a fifth of the page's processor time while messages come; `tree.spec.ts` and `demo.spec.ts` have it.
    reducedMotion: 'reduce',
    actionTimeout: 60_000,
    // What it answers, `page.route` never sees. Its own tests are in `offline.spec.ts`.
    serviceWorkers: 'block',
    // What is written down of each step takes a twentieth of the machine, pictures and snapshots half of it:
    // where the log of a failure and what the page showed at its end do not tell enough, `--trace on` does.
    trace: 'off',
    launchOptions: {
      executablePath,
      // Chromium has no sandbox for root; the other flags keep it from calling home.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        '--disable-gpu',
      ],
    },
  },
});
