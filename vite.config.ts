import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { inventory } from './build/inventory.ts';
import { mqttForBrowsers } from './build/mqttjs/plugin.ts';
import { preloads } from './build/preloads.ts';
import { weights } from './build/weights.ts';
import { builtPolicy } from './src/companion/headers.ts';
import { hashSources, type Part, STAMP } from './src/companion/stale.ts';
import { readVersion } from './src/companion/version.ts';

/** Leaves beside what is built the hash of what it was built from, for `npm start`. */
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

/** Says in the page itself what it may load, for web servers that do not say it. */
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

/** The companion for Node, its subcommands beside it: `vite build --mode companion`. */
const companion = defineConfig({
  plugins: [stamp('companion'), inventory(import.meta.dirname, 'companion').main],
  publicDir: false,
  build: {
    ssr: 'src/companion/main.ts',
    outDir: 'dist/companion',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      output: {
        entryFileNames: 'main.js',
        banner: ({ isEntry }) => (isEntry ? '#!/usr/bin/env node' : ''),
      },
    },
  },
  ssr: { noExternal: true },
});

/** Tests that measure their process's memory, or put another module in the place of one. */
const ALONE = [
  'src/engine/log/packetLogMemory.test.ts',
  'src/engine/capture/streamMemory.test.ts',
  'src/ui/shell/ViewBody.test.tsx',
];
/** Tests with our client in them: mqtt.js chooses its transports once in a process, by its globals. */
const CLIENT = ['src/connection/**/*.test.ts', 'src/companion/record.test.ts'];
/** Takes seconds a file: `npm run check` leaves it to `npm test`. */
const LONG = [
  'src/connection/adapter/microtasks.test.ts',
  'src/alibaba/plantedMistakes.test.ts',
  'src/companion/{companion,controlListener,dissectCommand,limitOptions,platform,platformFile,platformHttp,signCommand}.test.ts',
  'src/ui/**/*.test.tsx',
];
const left = process.env['MQTTSCOPE_SAMPLE'] === undefined ? [] : LONG;

/** Few files and not a hundred small ones, which would be larger together: what everybody loads is one. */
const CHUNKS = [
  { name: 'begin', tags: ['$initial' as const], priority: 3 },
  { name: 'app', test: /src\/ui\/start\.tsx$/, priority: 2 },
  {
    name: 'shared',
    minShareCount: 2,
    entriesAware: true,
    entriesAwareMergeThreshold: 6000,
    priority: 1,
  },
];

const inventoryOfApp = inventory(import.meta.dirname, 'web');
const weightsOfApp = weights(import.meta.dirname);

/** The app, and the unit tests of all rooms. */
const app = defineConfig({
  // The built files work under any path.
  base: './',
  define: { PROGRAM_VERSION: JSON.stringify(readVersion()) },
  plugins: [
    react(),
    tailwindcss(),
    policy,
    preloads('src/ui/start.tsx'),
    stamp('web'),
    inventoryOfApp.main,
    weightsOfApp.main,
  ],
  worker: {
    format: 'es',
    plugins: () => [
      mqttForBrowsers(import.meta.dirname),
      ...inventoryOfApp.workers(),
      ...weightsOfApp.workers(),
    ],
  },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
  test: {
    // Generous, because a busy machine is slow and not wrong.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    maxWorkers: '100%',
    // Not threads: a program that one thread starts holds, for a moment, the ports that another has closed.
    pool: 'forks',
    setupFiles: [
      'src/ui/kit/language/bothLanguages.testkit.ts',
      'src/connection/loaded.testkit.ts',
    ],
    // What was transformed once need not be again, by the next run either.
    experimental: { fsModuleCache: true },
    projects: [
      {
        extends: true,
        // Loading a room's modules anew for each file would take longer than its tests.
        test: {
          name: 'rooms',
          include: ['{src,build}/**/*.test.ts'],
          exclude: [...ALONE, ...CLIENT, ...left],
          environment: 'node',
          isolate: false,
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
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE, exclude: left, environment: 'node' },
      },
      {
        extends: true,
        test: {
          name: 'ui',
          include: ['src/ui/**/*.test.tsx'],
          exclude: [...ALONE, ...left],
          environment: 'jsdom',
          isolate: false,
        },
      },
    ],
  },
});

export default defineConfig(({ mode }) => (mode === 'companion' ? companion : app));
