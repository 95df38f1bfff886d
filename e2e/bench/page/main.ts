/**
 * Runs one measurement at a time for the driver: `window.measure(…)`, `window.heldMemory(…)`, `window.openCapture()`,
 * `window.readFile()`, `window.receive(url, messages, hello)`, `window.publish(url, order)` and then
 * `window.recorded()`, `window.countBytes(url)` and then `window.awaitBytes(…)` and `window.bytesCame()`.
 */
import type { Connection } from '../../../src/connection/handle.ts';
import type {
  FloodOrder,
  Held,
  Measured,
  Measurement,
  Opened,
  Received,
} from '../browser/measurement.ts';
import type { PublishOrder, Recorded } from '../browser/publishOrder.ts';
import { connect, newConnection, VIEW } from './connecting.ts';
import { awaitBytes, bytesCame, countBytes } from './counting.ts';
import { Publishing } from './publishing.ts';

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

const mqttjs = (measurement: Measurement) =>
  inWorker(
    new Worker(new URL('./mqttjs.worker.ts', import.meta.url), { type: 'module' }),
    measurement,
  );

/** Subscribes to a broker and receives a number of messages. */
const receive = (url: string, messages: number, hello?: string) =>
  inWorker<Received>(
    new Worker(new URL('./subscriber.worker.ts', import.meta.url), { type: 'module' }),
    { url, messages, hello },
  );

/** Subscribes to everything of a flood. */
function subscribed(url: string, { qos, version, topics }: FloodOrder): Connection {
  const subscription = {
    filter: '#',
    qos,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
  } as const;
  return connect(url, {
    version,
    subscriptions: [subscription],
    ...(version === 5 && { connectProperties: [{ name: 'topicAliasMaximum', value: topics }] }),
  });
}

/** ms between the app's window requests in a flood. */
const LOOK_EVERY = 50;

async function ours({ url, packets, order }: Measurement): Promise<Measured> {
  const connection = subscribed(url, order);
  let started = 0;
  for (;;) {
    const { counters } = await connection.ask({ kind: 'window', request: VIEW });
    if (started === 0 && counters.messages > 0) started = performance.now();
    if (counters.messages >= packets) {
      const ms = performance.now() - started;
      await connection.close();
      return { ms, count: counters.messages, topics: counters.topics };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

/** Memory of the page and its workers. */
async function memory(): Promise<number> {
  const measure: unknown = Reflect.get(performance, 'measureUserAgentSpecificMemory');
  if (typeof measure !== 'function') throw new Error('this browser does not tell its memory');
  const told: unknown = await measure.call(performance);
  const bytes: unknown = Reflect.get(Object(told), 'bytes');
  if (typeof bytes !== 'number') throw new Error('this browser tells no bytes');
  return bytes;
}

/** @param empty address of a server that sends nothing */
async function heldMemory(empty: string, url: string, order: FloodOrder): Promise<Held> {
  const idle = subscribed(empty, order);
  await idle.ask({ kind: 'window', request: VIEW });
  const before = await memory();
  await idle.close();
  const connection = subscribed(url, order);
  for (;;) {
    const { counters } = await connection.ask({ kind: 'window', request: VIEW });
    if (counters.topics >= order.topics) {
      const after = await memory();
      await connection.close();
      return { before, after, log: counters.logBytes, topics: counters.topics };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The file chosen by the driver. */
function chosenFile(): File {
  const file = document.querySelector('input')?.files?.[0];
  if (file === undefined) throw new Error('no file was chosen');
  return file;
}

const readFile = () =>
  inWorker(
    new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' }),
    chosenFile(),
  );

/** Opens the chosen capture like the app, and requests windows meanwhile. */
async function openCapture(): Promise<Opened> {
  const connection = newConnection();
  const started = performance.now();
  const opened = new Promise<number>((resolve, reject) => {
    connection.listen((event) => {
      if (event.kind !== 'opening' || event.progress.state.kind === 'reading') return;
      const { kind } = event.progress.state;
      if (kind === 'done') resolve(performance.now() - started);
      else reject(new Error(`the file is ${kind}`));
    });
  });
  connection.send({ kind: 'open-file', file: chosenFile() });
  let isOpen = false;
  const ms = opened.finally(() => {
    isOpen = true;
  });
  let first = 0;
  while (!isOpen) {
    const { packets } = await connection.ask({ kind: 'window', request: VIEW });
    if (first === 0 && packets !== undefined && packets.rows.length > 0) {
      first = performance.now() - started;
    }
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  const taken = await ms;
  const { counters } = await connection.ask({ kind: 'window', request: VIEW });
  await connection.close();
  const { packets, messages, discarded } = counters;
  return { ms: taken, first, found: { packets, messages, discarded } };
}

const KINDS = { bare, mqttjs, ours };
declare global {
  interface Window {
    measure: (measurement: Measurement) => Promise<Measured>;
    heldMemory: typeof heldMemory;
    openCapture: () => Promise<Opened>;
    readFile: () => Promise<Measured>;
    countBytes: typeof countBytes;
    awaitBytes: typeof awaitBytes;
    bytesCame: typeof bytesCame;
    publish: (url: string, order: PublishOrder) => void;
    /** The app's record of the messages; undefined for other clients. */
    recorded: () => Promise<Recorded | undefined>;
    receive: (url: string, messages: number, hello: string | undefined) => Promise<Received>;
  }
}
window.measure = (measurement) => KINDS[measurement.kind](measurement);
window.heldMemory = heldMemory;
window.openCapture = openCapture;
window.readFile = readFile;
window.receive = receive;
window.countBytes = countBytes;
window.awaitBytes = awaitBytes;
window.bytesCame = bytesCame;
let publishing: Publishing | undefined;
window.publish = (url, order) => {
  publishing = new Publishing(url, order);
};
window.recorded = async () => publishing?.recorded();
