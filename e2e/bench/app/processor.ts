/**
 * Measures the page's share of a core with little traffic in view, hidden, and without traffic, next to a
 * bare WebSocket.
 */
import type { Browser } from '@playwright/test';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import type { Packet } from '../../../src/mqtt/tables/packet.ts';
import { App } from '../../kit/page/app.ts';
import { startCompanion } from '../../kit/peers/companion.ts';
import freshBuild from '../../run/freshBuild.ts';
import { Source } from '../../soak/source.ts';
import { rendererSeconds } from '../browser/rendererTime.ts';
import { median } from '../figures.ts';
import { record } from '../results.ts';
import { appPage } from './appPage.ts';

const RATE = 30;
/** Length of one measurement in ms, and their number. */
const WINDOW = 5000;
const ROUNDS = 3;

/** Percent of a core; the median of the rounds. */
async function share(browser: Browser): Promise<number> {
  const shares: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await rendererSeconds(browser);
    await new Promise((resolve) => setTimeout(resolve, WINDOW));
    shares.push((((await rendererSeconds(browser)) - before) / (WINDOW / 1000)) * 100);
  }
  return median(shares);
}

/** CONNECT and SUBSCRIBE to everything. */
const HELLO: readonly Packet[] = [
  {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 0,
    clientId: 'bare',
    properties: [],
  },
  {
    type: 'subscribe',
    packetId: 1,
    properties: [],
    subscriptions: [
      { filter: '#', qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
    ],
  },
];

interface Bare {
  readonly url: string;
  readonly hello: readonly number[];
}

/**
 * Runs in a page that shows nothing: measures the browser's own cost of the same messages. Resolves with the
 * first message.
 */
function receiveOnly({ url, hello }: Bare): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'mqtt');
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => socket.send(new Uint8Array(hello));
    socket.onerror = () => reject(new Error(`no WebSocket at ${url}`));
    socket.onmessage = () => resolve();
  });
}

/** With the packet list, the tree and a packet's details in view. */
export async function benchProcessor(browser: Browser): Promise<void> {
  freshBuild();
  const companion = await startCompanion(['--no-demo']);
  try {
    const page = await appPage(browser);
    const app = new App(page);
    await app.connect(companion.app, { url: companion.ws, subscribe: ['#'], go: true });
    console.log('\nProcessor time of the page and its workers');
    // The app sends a last request after it has become idle.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    record('processorIdle', await share(browser));
    const source = new Source(Number(new URL(companion.mqtt).port), RATE);
    await source.begin();
    await app.packet('in', 'PUBLISH').first().click();
    await app.button('Follow').click();
    record('processorVisible', await share(browser));
    // A headless browser never hides a page, so the page is made to believe that it is hidden.
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    const hidden = await share(browser);
    await page.close();
    const bare = await appPage(browser);
    await bare.goto(`${companion.app}manifest.webmanifest`);
    const hello = HELLO.flatMap((packet) => [...encode(packet, 4)]);
    await bare.evaluate(receiveOnly, { url: companion.ws, hello });
    const alone = await share(browser);
    record('processorBare', alone);
    record('processorHidden', hidden / alone);
    await bare.close();
    await source.end();
  } finally {
    await companion.stop();
  }
}
