/**
 * Builds the app with only mqtt.js's client, without its log. By default, Vite uses the package's bundle with
 * every transport.
 */
import path from 'node:path';
import type { Plugin } from 'vite';

const CLIENT = path.resolve(import.meta.dirname, 'mqttClient.cjs');
const STREAMS = path.resolve(import.meta.dirname, 'streams.cjs');
const ALIASES = path.resolve(import.meta.dirname, 'aliases.ts');
const NO_DEBUG = path.resolve(import.meta.dirname, 'noDebug.cjs');
const SOURCES = path.resolve(import.meta.dirname, '../src');

export function mqttClient(): Plugin {
  return {
    name: 'mqtt-client',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer = '') => {
      if (source === 'mqtt' && importer.startsWith(SOURCES)) return CLIENT;
      if (source === 'readable-stream') return STREAMS;
      if (source === 'lru-cache') return ALIASES;
      return source === 'debug' ? NO_DEBUG : null;
    },
  };
}
