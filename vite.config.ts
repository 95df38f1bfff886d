import { availableParallelism } from 'node:os';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { buildMark } from './build/buildMark.ts';
import { chunkGroups, type Entries } from './build/chunks.ts';
import { kitFace } from './build/face.ts';
import { icons } from './build/icons.ts';
import { noImportCycles } from './build/importCycles.ts';
import { inventory } from './build/inventory.ts';
import { mqttClient } from './build/mqttClient.ts';
import { preloadHelper } from './build/preloadHelper.ts';
import { preloads } from './build/preloads.ts';
import { weights } from './build/weights.ts';
import { workers } from './build/workers.ts';
import { hashSources, type Part, STAMP } from './src/companion/dev/buildStamp.ts';
import { builtPolicy } from './src/companion/http/headers.ts';
import { readVersion } from './src/companion/version.ts';

/** Writes the hash of the sources beside the build, for `npm start`. */
function stamp(part: Part): Plugin {
  let source = '';
  return {
    name: 'stamp',
    apply: 'build',
    buildStart() {
      source = hashSources(import.meta.dirname, part);
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: STAMP, source });
    },
  };
}

/** Without the warning of a slow machine, which would fail the build of the tests. */
const CHECKS = { bundlerTimings: false } as const;

/** Puts the content security policy into the page, for web servers that do not send it. */
const policy: Plugin = {
  name: 'policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: builtPolicy() },
      injectTo: 'head-prepend',
    },
  ],
};

/** The companion for Node and its subcommands: `vite build --mode companion`. */
const companion = defineConfig({
  plugins: [stamp('companion'), inventory(import.meta.dirname, 'companion')],
  publicDir: false,
  build: {
    ssr: 'src/companion/main.ts',
    outDir: 'dist/companion',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      checks: CHECKS,
      output: {
        entryFileNames: 'main.js',
        banner: ({ isEntry }) => (isEntry ? '#!/usr/bin/env node' : ''),
      },
    },
  },
  ssr: { noExternal: true },
});

/** Tests that measure their process's memory, replace a module, or need all modules fresh. */
const ALONE = [
  'src/broker/core/memory.test.ts',
  'src/companion/data/dataLock.test.ts',
  'src/companion/dial/line.test.ts',
  'src/companion/sn/snMemory.test.ts',
  'src/engine/capture/streamMemory.test.ts',
  'src/engine/files/report/hostileConnectionMemory.test.ts',
  'src/engine/files/tcp/connectionMemory.test.ts',
  'src/engine/log/packetLogMemory.test.ts',
  'src/profiles/stored/secretStore.test.ts',
  'src/profiles/stored/storage.test.ts',
  'src/ui/kit/loading/later.test.tsx',
  'src/ui/panels/welcome/Presets.test.tsx',
  'src/ui/pieces/ClosedTabs.test.tsx',
  'src/ui/pieces/strips/OverCompanion.test.tsx',
  'src/ui/session/broker/tapDraft.test.tsx',
  'src/ui/session/profiles/profiles.test.ts',
  'src/ui/shell/idle.test.ts',
  'src/ui/shell/palette/keyboard.test.tsx',
];
/**
 * Tests that need a page but draw nothing. A worker has one environment, so a file with another one would end
 * the worker and discard the modules that it has loaded.
 */
const PAGE = ['src/ui/session/{connection/browserClock,filter/recent,handshakes/actions}.test.ts'];
/** Tests with our client: mqtt.js selects its transports once per process, by its globals. */
const CLIENT = [
  'src/connection/**/*.test.ts',
  'src/companion/record/record.test.ts',
  'src/companion/access/scramSignIn.test.ts',
  'src/companion/bridge/bridgeMarks.test.ts',
];
/** Preloads shared modules once per worker, and includes the seed. */
const PRELOADED = 'src/preloaded.testkit.ts';
/** Tests with a process of their own load their modules themselves. */
const SEED = 'src/base/fixedSeed.testkit.ts';
/** Test files that take seconds each: `npm run check` leaves them to `npm test`. */
const LONG = [
  'src/connection/adapter/builtWorker.test.ts',
  'src/alibaba/plantedMistakes.test.ts',
  'src/broker/core/memory.test.ts',
  'src/companion/serve/companion.test.ts',
  'src/companion/control/controlListener.test.ts',
  'src/companion/captures/convertCommand.test.ts',
  'src/companion/captures/dissectCommand.test.ts',
  'src/companion/access/connectionLimits.test.ts',
  'src/companion/serve/reloadOnChange.test.ts',
  'src/companion/serve/limitOptions.test.ts',
  'src/companion/platform/platform.test.ts',
  'src/companion/platform/platformFile.test.ts',
  'src/companion/platform/platformHttp.test.ts',
  'src/companion/record/record.test.ts',
  'src/companion/platform/signCommand.test.ts',
  'src/companion/access/signIn.test.ts',
  'src/engine/capture/streamMemory.test.ts',
  'src/engine/files/savedProblems.test.ts',
  'src/engine/problems/recorded/lossyCaptures.test.ts',
  'src/ui/**/*.test.tsx',
];
const left = process.env['MQTTSCOPE_SAMPLE'] === undefined ? [] : LONG;

/** Entries of the page and its workers. The page loads `app` and a language after it has started. */
const ENTRIES = {
  index: { source: 'index.html', realm: 'page', isFirst: true },
  app: { source: 'src/ui/start.ts', realm: 'page', isFirst: true },
  english: { source: 'src/i18n/en/first.ts', realm: 'page', isFirst: true },
  chinese: { source: 'src/i18n/zh/first.ts', realm: 'page', isFirst: true },
  connectionWorker: { source: 'src/ui/connectionWorker.ts', realm: 'connection', isFirst: true },
  tabWorker: { source: 'src/connection/tab/worker.ts', realm: 'tab', isFirst: true },
  schemaWorker: {
    source: 'src/connection/schemas/schemaWorker.ts',
    realm: 'schemas',
    isFirst: false,
  },
  readingWorker: {
    source: 'src/ui/session/reading/readingWorker.ts',
    realm: 'reading',
    isFirst: false,
  },
} satisfies Entries;

/** The app and the unit tests of all modules. */
const app = defineConfig({
  // The built files work under any path.
  base: './',
  define: { PROGRAM_VERSION: JSON.stringify(readVersion()) },
  plugins: [
    kitFace(import.meta.dirname),
    react(),
    tailwindcss(),
    policy,
    icons(import.meta.dirname),
    mqttClient(),
    workers(import.meta.dirname, ENTRIES),
    preloadHelper(),
    preloads(ENTRIES.app.source),
    stamp('web'),
    inventory(import.meta.dirname, 'web'),
    noImportCycles(),
    weights(import.meta.dirname),
    buildMark(),
  ],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // kB before compression. `e2e/run/firstLoad.ts` limits what a first visit loads.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: CHECKS,
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: chunkGroups(import.meta.dirname, ENTRIES),
        },
      },
    },
  },
  test: {
    // Long, because a busy machine makes tests slow but not wrong.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 30_000 } },
    // Processors plus one, because many tests wait for a second to pass.
    maxWorkers: availableParallelism() + 1,
    // Processes instead of threads: a program started by one thread briefly holds ports that another has
    // closed.
    pool: 'forks',
    // Transformed modules are cached for later runs.
    experimental: { fsModuleCache: true },
    projects: [
      {
        extends: true,
        // Shares modules between files: loading them anew for each file would take longer than its tests.
        test: {
          name: 'modules',
          include: ['{src,build,e2e}/**/*.test.ts'],
          exclude: [...ALONE, ...CLIENT, ...PAGE, ...left],
          environment: 'node',
          isolate: false,
          setupFiles: [PRELOADED],
        },
      },
      {
        extends: true,
        test: {
          name: 'client',
          include: CLIENT,
          exclude: left,
          environment: 'node',
          isolate: false,
          setupFiles: [PRELOADED],
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE,
          exclude: left,
          environment: 'node',
          setupFiles: [SEED],
        },
      },
      {
        extends: true,
        test: {
          name: 'ui',
          include: ['src/ui/**/*.test.tsx', ...PAGE],
          exclude: [...ALONE, ...left],
          environment: 'jsdom',
          isolate: false,
          setupFiles: [
            PRELOADED,
            'src/ui/kit/failures/ownerStacks.testkit.ts',
            'src/ui/kit/overlays/dialogs.testkit.ts',
            'src/ui/kit/page/storage.testkit.ts',
            'src/ui/pieces/charts/canvas.testkit.ts',
            'src/ui/session/openTabs.testkit.ts',
          ],
        },
      },
    ],
  },
});

export default defineConfig(({ mode }) => (mode === 'companion' ? companion : app));
