/**
 * `npm run thorough -- soak [--minutes N] [--rate N]`: the app in a real browser receives 20,000 messages a second
 * for half an hour, while filters, topic searches, view switches and connections are used. Memory must stay
 * constant once the capture is full, nothing may be lost, and closing the connection must free the memory.
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { errorText } from '../../src/base/errorText.ts';
import { median, mib, whole } from '../bench/figures.ts';
import { connectOther } from '../kit/peers/client.ts';
import { type Companion, startCompanion } from '../kit/peers/companion.ts';
import { until } from '../kit/peers/processes.ts';
import freshBuild from '../run/freshBuild.ts';
import { browserOrExit } from '../run/programs.ts';
import { SoakedApp } from './soakedApp.ts';
import { Source } from './source.ts';

/** Ratio of memory in the last third of the time with a full capture to the first third. */
const MOST_GROWTH = 1.05;
/** Bytes above the empty app that may remain after the connection is closed. */
const MOST_LEFT = 24 * 1024 * 1024;
/** ms for the last messages to arrive. */
const ARRIVES_WITHIN = 30_000;

const numberOf = (text: string, name: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0`);
  return value;
};

/** Bytes at the end of each round with a full capture. */
async function rounds(app: SoakedApp, companion: Companion, minutes: number): Promise<number[]> {
  const full: number[] = [];
  const begun = Date.now();
  for (let round = 1; Date.now() - begun < minutes * 60_000; round += 1) {
    await app.switchViews();
    await app.filter(round);
    await app.search();
    await app.openAnother(companion);
    const memory = await app.memory();
    const discarded = await app.discarded();
    if (discarded > 0) full.push(memory);
    const seconds = whole((Date.now() - begun) / 1000);
    console.log(
      `round ${round}, ${seconds} s: ${mib(memory)}, ${whole(await app.messages())} messages, ${discarded > 0 ? 'capture full' : 'capture not full yet'}`,
    );
  }
  return full;
}

/** Ratio of the last third to the first. */
function growth(full: readonly number[]): number {
  const third = Math.floor(full.length / 3);
  if (third === 0) throw new Error('too short: the capture was not full for three rounds');
  return median(full.slice(-third)) / median(full.slice(0, third));
}

/** Messages that the broker dropped, because the page or the machine was too slow. */
async function droppedBy(companion: Companion): Promise<number> {
  const topic = '$SYS/broker/publish/messages/dropped';
  const { client, message } = await connectOther(companion.mqtt, '5');
  await client.subscribeAsync(topic);
  const { payload } = await message(topic);
  await client.endAsync();
  return Number(payload);
}

async function soak(companion: Companion, app: SoakedApp, minutes: number, rate: number) {
  await app.open(companion.app);
  const empty = await app.memory();
  console.log(`the empty app: ${mib(empty)}`);
  await app.connect(companion);
  const source = new Source(Number(new URL(companion.mqtt).port), rate);
  await source.begin();
  const full = await rounds(app, companion, minutes);
  await source.end();
  const isThere = async () => (await app.messages()) >= source.sent;
  await until(isThere, `${whole(source.sent)} messages`, ARRIVES_WITHIN).catch(() => undefined);
  const arrived = await app.messages();
  await app.close();
  const left = (await app.memory()) - empty;
  const dropped = await droppedBy(companion);
  console.log(
    `\n${whole(arrived)} of ${whole(source.sent)} messages have arrived; the broker dropped ${whole(dropped)}`,
  );
  const grown = growth(full);
  console.log(
    `memory at the end: ${grown.toFixed(3)} of that at the beginning (at most ${MOST_GROWTH})`,
  );
  console.log(`left after closing: ${mib(left)} above the empty app (at most ${mib(MOST_LEFT)})`);
  if (arrived !== source.sent) throw new Error('messages were lost');
  if (grown > MOST_GROWTH) throw new Error('memory grows');
  if (left > MOST_LEFT) throw new Error('closing does not give the memory back');
}

try {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      rate: { type: 'string', default: '20000' },
    },
  });
  const minutes = numberOf(values.minutes, 'minutes');
  const rate = numberOf(values.rate, 'rate');
  const executablePath = browserOrExit();
  freshBuild();
  const companion = await startCompanion(['--no-demo']);
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      // Otherwise a measurement waits for the next garbage collection, which may take a minute.
      '--enable-blink-features=ForceEagerMeasureMemory',
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await soak(companion, new SoakedApp(page), minutes, rate);
  } finally {
    await browser.close();
    await companion.stop();
  }
} catch (error) {
  console.error(`\nsoak failed: ${errorText(error)}`);
  process.exitCode = 1;
}
