/** Runs one measurement at a time for the driver: `window.measure(kind, url, packets, bytes)`. */
import { Connection } from '../../../src/connection/handle.ts';
import type { Measured, Measurement } from '../measurement.ts';

function inWorker(worker: Worker, order: unknown): Promise<Measured> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Measured>) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.postMessage(order);
  });
}

const bare = ({ url, bytes }: Measurement) =>
  inWorker(new Worker(new URL('./bare.worker.ts', import.meta.url), { type: 'module' }), {
    url,
    bytes,
  });

const mqttjs = ({ url, packets }: Measurement) =>
  inWorker(new Worker(new URL('./mqttjs.worker.ts', import.meta.url), { type: 'module' }), {
    url,
    packets,
  });

/** Our connection with packet log, topic tree and histories on, asked for windows as the app asks. */
async function ours({ url, packets }: Measurement): Promise<Measured> {
  const connection = new Connection();
  const subscription = {
    filter: '#',
    qos: 0,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
  } as const;
  connection.send({
    kind: 'connect',
    settings: {
      url,
      version: 4,
      clientId: 'bench',
      signIn: { kind: 'password', userName: '', password: '' },
      cleanStart: true,
      keepAlive: 60,
      sessionExpiry: 0,
      will: undefined,
      subscriptions: [subscription],
    },
  });
  const view = { topics: { first: 0, count: 30 }, packets: { first: 0, count: 30, tail: true } };
  let started = 0;
  for (;;) {
    const { counters } = await connection.window(view);
    if (started === 0 && counters.messages > 0) started = performance.now();
    if (counters.messages >= packets) {
      const ms = performance.now() - started;
      await connection.close();
      return { ms, count: counters.messages };
    }
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
}

const KINDS = { bare, mqttjs, ours };
declare global {
  interface Window {
    measure: (measurement: Measurement) => Promise<Measured>;
  }
}
window.measure = (measurement) => KINDS[measurement.kind](measurement);
