/**
 * Builds the app with only mqtt.js's client. By default, Vite uses the package's bundle with every transport.
 */
import path from 'node:path';
import type { Plugin } from 'vite';

const CLIENT = path.resolve(import.meta.dirname, 'mqttClient.cjs');
const SOURCES = path.resolve(import.meta.dirname, '../src');

export function mqttClient(): Plugin {
  return {
    name: 'mqtt-client',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer = '') =>
      source === 'mqtt' && importer.startsWith(SOURCES) ? CLIENT : null,
  };
}
