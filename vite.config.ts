import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** The companion as one file for Node: `vite build --mode companion`. */
const companion = defineConfig({
  publicDir: false,
  build: {
    ssr: 'src/companion/main.ts',
    outDir: 'dist/companion',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'main.js', banner: '#!/usr/bin/env node' } },
  },
  ssr: { noExternal: true },
});

/** The app, and the unit tests of all rooms. */
const app = defineConfig({
  plugins: [react(), tailwindcss()],
  worker: { format: 'es' },
  build: { outDir: 'dist/web', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'rooms', include: ['src/**/*.test.ts'], environment: 'node' },
      },
      {
        extends: true,
        test: { name: 'ui', include: ['src/ui/**/*.test.tsx'], environment: 'jsdom' },
      },
    ],
  },
});

export default defineConfig(({ mode }) => (mode === 'companion' ? companion : app));
