/** Puts our own choice of mqtt.js's files, and of what they ask Node for, in the place of `mqtt`. */
import path from 'node:path';
import type { Plugin } from 'vite';

const HERE = import.meta.dirname;
const SOURCES = path.resolve(HERE, '../../src');

/** Files of packages that are asked for by other files of them, for what the client never does. */
const UNUSED: readonly (readonly [by: string, files: readonly string[]])[] = [
  // All that the client reads of it is its version, for its own log.
  ['/node_modules/mqtt/', ['../../package.json']],
  // Packets as bytes at once.
  ['/node_modules/mqtt-packet/', ['./generate']],
  // Streams that are made of other things, iterated, or aborted by signals, and options that are not given.
  [
    '/node_modules/readable-stream/',
    ['./duplexify', './from', './end-of-stream', './add-abort-signal', './utils', '../validators'],
  ],
  // MQTT has no numbers with a point, and no Base64.
  ['/node_modules/buffer/', ['base64-js', 'ieee754']],
];

/** @param root of the project */
export function mqttForBrowsers(root: string): Plugin {
  const ours = (file: string) => path.join(HERE, file);
  const installed = (file: string) => path.join(root, 'node_modules', file);
  const places: ReadonlyMap<string, string> = new Map([
    ['ws', ours('nothing.cjs')],
    ['worker-timers', ours('nothing.cjs')],
    ['lru-cache', ours('nothing.cjs')],
    ['string_decoder/', ours('nothing.cjs')],
    ['abort-controller', ours('nothing.cjs')],
    ['debug', ours('debug.cjs')],
    ['rfdc/default', ours('clonePublish.cjs')],
    ['readable-stream', ours('streams.cjs')],
    ['../../ours/errors', ours('streamErrors.cjs')],
    ['../../ours/util', ours('streamUtil.cjs')],
    // Its list alone, which is not a stream as well.
    ['bl', installed('bl/BufferList.js')],
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
      if (source === './numbers' && importer.includes('/node_modules/mqtt-packet/'))
        return ours('numbers.cjs');
      if (source === 'mqtt') return importer.startsWith(SOURCES) ? ours('mqtt.cjs') : null;
      const isUnused = UNUSED.some(
        ([by, files]) => importer.includes(by) && files.includes(source),
      );
      return isUnused ? ours('nothing.cjs') : (places.get(source) ?? null);
    },
  };
}
