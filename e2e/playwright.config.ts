import { defineConfig } from '@playwright/test';
import { testPrograms } from './run/programs.ts';

/** `npm test` has located the programs; `npm run e2e` locates them here, once for all workers. */
if (!process.env['MQTTSCOPE_CHROMIUM']) Object.assign(process.env, testPrograms());
const executablePath = process.env['MQTTSCOPE_CHROMIUM'];
if (!executablePath) process.exit(1);

/** The program's output is English here, whatever the environment's language. */
delete process.env['LC_ALL'];
process.env['LC_MESSAGES'] = 'C';
/** Workers have FORCE_COLOR, and Node 22 prints a warning for both. */
delete process.env['NO_COLOR'];

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './run/freshBuild.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Long, because a busy machine is slow but not wrong.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    // Fading takes a fifth of the page's processor time during traffic; `tree.spec.ts` and `demo.spec.ts`
    // test it.
    reducedMotion: 'reduce',
    actionTimeout: 60_000,
    // Recording steps takes a twentieth of the machine, pictures and snapshots half of it. If the failure log
    // and the final page are not enough, use `--trace on`.
    trace: 'off',
    launchOptions: {
      executablePath,
      // Chromium has no sandbox for root; the other flags prevent requests to its maker.
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
