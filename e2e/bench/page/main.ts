/**
 * Runs one measurement at a time for the driver: `window.measure(…)`, `window.openCapture(bytes)`,
 * `window.receive(url, messages, hello)`.
 */
import { Connection } from '../../../src/connection/handle.ts';
import { beginWorker } from '../../../src/ui/beginWorker.ts';
import type { Measured, Measurement, Opened, Received } from '../measurement.ts';
import { PcapngStream } from '../pcapngStream.ts';

function inWorker<T = Measured>(worker: Worker, order: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<T>) => {
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

/** Subscribes to a broker and takes so many messages. */
const receive = (url: string, messages: number, hello?: string) =>
  inWorker<Received>(
    new Worker(new URL('./subscriber.worker.ts', import.meta.url), { type: 'module' }),
    { url, messages, hello },
  );

const noBrokerInTheTab = (): never => {
  throw new Error('the bench does not ask for a broker in the tab');
};
const PAGE = { worker: beginWorker, door: noBrokerInTheTab, pass: () => undefined };

/** What the app asks for. */
const VIEW = { topics: { first: 0, count: 30 }, packets: { first: 0, count: 30, tail: true } };

/** Our connection with packet log, topic tree and histories on, asked for windows as the app asks. */
async function ours({ url, packets }: Measurement): Promise<Measured> {
  const connection = new Connection(PAGE);
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
  let started = 0;
  for (;;) {
    const { counters } = await connection.ask({ kind: 'window', request: VIEW });
    if (started === 0 && counters.messages > 0) started = performance.now();
    if (counters.messages >= packets) {
      const ms = performance.now() - started;
      await connection.close();
      return { ms, count: counters.messages };
    }
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
}

/** In parts, so that what is made goes to where the browser keeps files, and does not stay here. */
function blobOf(pieces: Iterable<Uint8Array<ArrayBuffer>>): Blob {
  const parts: Blob[] = [];
  let gathered: Uint8Array<ArrayBuffer>[] = [];
  for (const piece of pieces) {
    gathered.push(piece);
    if (gathered.length < 32) continue;
    parts.push(new Blob(gathered));
    gathered = [];
  }
  return new Blob([...parts, ...gathered]);
}

/** A pcapng of so many bytes, opened as the app opens it, and looked at meanwhile. */
async function openCapture(bytes: number): Promise<Opened> {
  const stream = new PcapngStream(bytes);
  const file = blobOf(stream.pieces());
  const connection = new Connection(PAGE);
  const started = performance.now();
  const opened = new Promise<number>((resolve, reject) => {
    connection.listen((event) => {
      if (event.kind !== 'opening' || event.progress.state.kind === 'reading') return;
      const { kind } = event.progress.state;
      if (kind === 'done') resolve(performance.now() - started);
      else reject(new Error(`the file is ${kind}`));
    });
  });
  connection.send({ kind: 'open-file', file });
  let isOpen = false;
  const ms = opened.finally(() => {
    isOpen = true;
  });
  while (!isOpen) {
    await connection.ask({ kind: 'window', request: VIEW });
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  const taken = await ms;
  const { counters } = await connection.ask({ kind: 'window', request: VIEW });
  await connection.close();
  const { packets, messages, discarded } = counters;
  return { ms: taken, made: stream.counts, found: { packets, messages, discarded } };
}

const KINDS = { bare, mqttjs, ours };
declare global {
  interface Window {
    measure: (measurement: Measurement) => Promise<Measured>;
    openCapture: (bytes: number) => Promise<Opened>;
    receive: (url: string, messages: number, hello: string | undefined) => Promise<Received>;
  }
}
window.measure = (measurement) => KINDS[measurement.kind](measurement);
window.openCapture = openCapture;
window.receive = receive;
