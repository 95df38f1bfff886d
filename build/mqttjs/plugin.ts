/** Puts our own choice of mqtt.js's files, and of what they ask Node for, in the place of `mqtt`. */
import path from 'node:path';
import type { Plugin } from 'vite';

const HERE = import.meta.dirname;
const SOURCES = path.resolve(HERE, '../../src');

/** @param root of the project */
export function mqttForBrowsers(root: string): Plugin {
  const ours = (file: string) => path.join(HERE, file);
  const installed = (file: string) => path.join(root, 'node_modules', file);
  const places: ReadonlyMap<string, string> = new Map([
    ['ws', ours('nothing.cjs')],
    ['worker-timers', ours('nothing.cjs')],
    ['lru-cache', ours('nothing.cjs')],
    ['readable-stream', ours('streams.cjs')],
    ['process/', ours('process.cjs')],
    ['process-nextick-args', ours('process.cjs')],
    // The packages of these names, and not Node's modules.
    ['buffer', installed('buffer/index.js')],
    ['events', installed('events/events.js')],
  ]);
  return {
    name: 'mqttjs',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer = '') {
      if (source === 'mqtt') return importer.startsWith(SOURCES) ? ours('mqtt.cjs') : null;
      return places.get(source) ?? null;
    },
  };
}
