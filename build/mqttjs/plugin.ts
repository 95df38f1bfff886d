/** Puts our own choice of mqtt.js's files, and of what they ask Node for, in the place of `mqtt`. */
import path from 'node:path';
import type { Plugin } from 'vite';

const HERE = import.meta.dirname;
const SOURCES = path.resolve(HERE, '../../src');

/** Files of packages that are asked for by other files of them, for what the client never does. */
const UNUSED: readonly (readonly [by: string, files: readonly string[]])[] = [
  // All that the client reads of it is its version, for its own log. It sees no messages, no steps of a handshake
  // and no AUTH, and gives out no topic aliases.
  [
    '/node_modules/mqtt/',
    ['../../package.json', './publish', './pubrel', './auth', './topic-alias-recv'],
  ],
  // Packets as bytes at once.
  ['/node_modules/mqtt-packet/', ['./generate']],
  // Streams that are made of other things, iterated, or aborted by signals, and options that are not given.
  [
    '/node_modules/readable-stream/',
    ['./duplexify', './from', './end-of-stream', './add-abort-signal', './utils', '../validators'],
  ],
];

/** Files that tell a log what they do (see debug.cjs), and the lines in which they do: each a statement of its own. */
const TALKATIVE = /\/node_modules\/(?:mqtt|mqtt-packet)\//;
const LOGGED = /^[ \t]*(?:this\.log|client\.log|debug)\(.*\);?$/gm;

/** @param root of the project */
export function mqttForBrowsers(root: string): Plugin {
  const ours = (file: string) => path.join(HERE, file);
  const installed = (file: string) => path.join(root, 'node_modules', file);
  const places: ReadonlyMap<string, string> = new Map([
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
    ['buffer', ours('buffer.cjs')],
    // The package of this name, and not Node's module.
    ['events', installed('events/events.js')],
  ]);
  return {
    name: 'mqttjs',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer = '') {
      if (source === './writeToStream' && importer.includes('/node_modules/mqtt-packet/'))
        return ours('writeToStream.cjs');
      if (source === 'mqtt') return importer.startsWith(SOURCES) ? ours('mqtt.cjs') : null;
      const isUnused = UNUSED.some(
        ([by, files]) => importer.includes(by) && files.includes(source),
      );
      return isUnused ? ours('nothing.cjs') : (places.get(source) ?? null);
    },
    transform(code, id) {
      return TALKATIVE.test(id) ? { code: code.replace(LOGGED, ''), map: null } : null;
    },
  };
}
