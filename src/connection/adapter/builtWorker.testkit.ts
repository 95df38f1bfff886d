/** Runs the worker, built for browsers, in a bare realm that counts its timers. */

import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build, loadConfigFromFile, type PluginOption } from 'vite';
import type { FromWorker, ToWorker } from '../handle.ts';

const CONFIG = fileURLToPath(new URL('../../../vite.config.ts', import.meta.url));
const WORKER = fileURLToPath(new URL('../../ui/connectionWorker.ts', import.meta.url));

const isMqttClient = (plugin: PluginOption): boolean =>
  typeof plugin === 'object' &&
  plugin !== null &&
  'name' in plugin &&
  plugin.name === 'mqtt-client';

/** Builds the worker with mqtt.js like the app does. */
export async function builtWorker(): Promise<string> {
  const config = await loadConfigFromFile({ command: 'build', mode: 'production' }, CONFIG);
  const mqttClient = config?.config.plugins?.find(isMqttClient);
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [mqttClient],
    build: {
      write: false,
      target: 'es2022',
      // Includes lazily loaded code, so that a realm of one script can run it.
      rolldownOptions: { input: WORKER, output: { codeSplitting: false } },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('Nothing was built.');
  // The worker that evaluates schemas is a file of its own, which starts with the first schema.
  const [chunk, ...others] = output.output.filter(({ type }) => type === 'chunk');
  if (chunk?.type !== 'chunk' || others.length > 0)
    throw new Error('The worker is not one script.');
  // Only preloading in a page uses it, which a worker does not have.
  return chunk.code.replaceAll('import.meta', '({})');
}

/** Server side of the socket that the worker opened. */
export class RealmSocket {
  binaryType = '';
  bufferedAmount = 0;
  protocol = 'mqtt';
  readonly sent: Uint8Array[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null = null;

  send(bytes: Uint8Array): void {
    this.sent.push(new Uint8Array(bytes));
  }

  close(): void {
    this.onclose?.({ code: 1000, reason: '' });
  }
}

export class Realm {
  /** Delays of all timers that were started, ms. */
  readonly timers: number[] = [];
  readonly posted: FromWorker[] = [];
  socket: RealmSocket | undefined;
  #post: (message: ToWorker) => void = () => undefined;

  constructor(code: string) {
    const opened = (socket: RealmSocket): void => {
      this.socket = socket;
    };
    const context: Record<string, unknown> = {
      ArrayBuffer,
      AbortController,
      AbortSignal,
      Event,
      EventTarget,
      Uint8Array,
      Blob,
      MessageChannel,
      TextDecoder,
      TextEncoder,
      URL,
      performance,
      queueMicrotask,
      console,
      clearTimeout,
      clearInterval,
      setInterval,
      location: { protocol: 'http:' },
      navigator: { userAgent: 'test', hardwareConcurrency: 1 },
      setTimeout: (run: () => void, delay = 0) => {
        this.timers.push(delay);
        return setTimeout(run, delay);
      },
      postMessage: (message: FromWorker) => {
        this.posted.push(message);
      },
      addEventListener: (type: string, listen: (event: { readonly data: ToWorker }) => void) => {
        if (type === 'message') {
          this.#post = (data) => {
            listen({ data });
          };
        }
      },
      WebSocket: class extends RealmSocket {
        constructor() {
          super();
          opened(this);
        }
      },
    };
    context['self'] = context;
    // Module code is strict.
    runInContext(`'use strict';(() => {${code}\n})();`, createContext(context));
  }

  post(message: ToWorker): void {
    this.#post(message);
  }
}
