/** Puts our own choice of mqtt.js's files, and of what they ask Node for, in the place of `mqtt`. */
import path from 'node:path';
import type { Plugin } from 'vite';

const HERE = import.meta.dirname;
const SOURCES = path.resolve(HERE, '../../src');

/** Files of packages that are asked for by other files of them, for what the client never does. */
const UNUSED: readonly (readonly [by: string, files: readonly string[]])[] = [
  // All that the client reads of its package is the version, for its own log, which names the kind of browser as well. It
  // sees no messages, no acknowledgements, no refusal and no AUTH, subscribes to nothing, gives out no topic aliases, and
  // is given its timer.
  [
    '/node_modules/mqtt/',
    [
      '../../package.json',
      './is-browser',
      './publish',
      './ack',
      './handlers/ack',
      './pubrel',
      './auth',
      './validations',
      './topic-alias-recv',
      '../topic-alias-send',
      './get-timer',
    ],
  ],
  // Packets as bytes at once.
  ['/node_modules/mqtt-packet/', ['./generate']],
];

/** Files that tell a log what they do (see debug.cjs), and the lines in which they do: each a statement of its own. */
const TALKATIVE = /\/node_modules\/(?:mqtt|mqtt-packet)\//;
const LOGGED = /^[ \t]*(?:this\.log|client\.log|debug)\(.*\);?$/gm;

export function mqttForBrowsers(): Plugin {
  const ours = (file: string) => path.join(HERE, file);
  const places: ReadonlyMap<string, string> = new Map([
    ['debug', ours('debug.cjs')],
    ['rfdc/default', ours('clonePublish.cjs')],
    ['readable-stream', ours('streams.cjs')],
    ['bl', ours('bytesInOne.cjs')],
    ['buffer', ours('buffer.cjs')],
    ['events', ours('events.cjs')],
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
