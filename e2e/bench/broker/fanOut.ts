/** From one publisher to one subscriber or a hundred, over TCP: our broker next to Mosquitto. */
import type { QoS } from '../../../src/mqtt/tables/packet.ts';
import { median, perSecond } from '../figures.ts';
import { record } from '../results.ts';
import type { FigureName } from '../targets.ts';
import type { Contestant, Field, Name } from './contestants.ts';

const ROUNDS = 3;

interface Case {
  readonly qos: QoS;
  readonly subscribers: number;
  readonly messages: number;
  readonly window: number;
  /** Deliveries per second as a multiple of Mosquitto's. */
  readonly ratio: FigureName;
}

const CASES: readonly Case[] = [
  { qos: 0, subscribers: 1, messages: 150_000, window: 2000, ratio: 'tcp0' },
  { qos: 1, subscribers: 1, messages: 50_000, window: 500, ratio: 'tcp1' },
  { qos: 2, subscribers: 1, messages: 20_000, window: 500, ratio: 'tcp2' },
  { qos: 0, subscribers: 100, messages: 5000, window: 500, ratio: 'fanOut0' },
  { qos: 1, subscribers: 100, messages: 1500, window: 200, ratio: 'fanOut1' },
  { qos: 2, subscribers: 100, messages: 600, window: 200, ratio: 'fanOut2' },
];

/** A run of one broker. */
interface Run {
  /** Deliveries per second. */
  readonly rate: number;
  /** The broker's processor time per delivery, µs; undefined if the system does not report it. */
  readonly cost: number | undefined;
  /** Share of time that the generator was busy, 0 to 1. */
  readonly generator: number;
}

async function runOnce({ load }: Field, contestant: Contestant, which: Case): Promise<Run> {
  const before = contestant.busy();
  const { ms, received, busy } = await load({ kind: 'fan-out', port: contestant.port, ...which });
  const after = contestant.busy();
  const expected = which.messages * which.subscribers;
  if (received !== expected) {
    throw new Error(`${contestant.name}: ${received} of ${expected} messages came`);
  }
  return {
    rate: (received / ms) * 1000,
    cost:
      before === undefined || after === undefined
        ? undefined
        : ((after - before) * 1000) / received,
    generator: busy,
  };
}

/** Medians of all rounds. */
async function race(field: Field, which: Case): Promise<ReadonlyMap<Name, Run>> {
  const runs = new Map<Name, Run[]>();
  for (let round = 0; round <= ROUNDS; round += 1) {
    // The order alternates, and the first round is a warm-up.
    const order = round % 2 === 0 ? field.contestants : field.contestants.toReversed();
    for (const contestant of order) {
      const messages = round === 0 ? which.messages / 5 : which.messages;
      const run = await runOnce(field, contestant, { ...which, messages });
      if (round > 0) runs.set(contestant.name, [...(runs.get(contestant.name) ?? []), run]);
    }
  }
  return new Map(
    [...runs].map(([name, all]) => [
      name,
      {
        rate: median(all.map(({ rate }) => rate)),
        cost: median(all.flatMap(({ cost }) => (cost === undefined ? [] : [cost]))),
        generator: median(all.map(({ generator }) => generator)),
      },
    ]),
  );
}

function line(name: string, { rate, cost, generator }: Run): string {
  const processor =
    cost === undefined ? '' : `, ${cost.toFixed(2)} µs of the broker’s processor each`;
  const share = `${Math.round(generator * 100)} %`;
  return `  ${name.padEnd(10)}${perSecond(rate, 1000)}${processor}; the generator was busy for ${share}`;
}

export async function benchFanOut(field: Field): Promise<void> {
  for (const which of CASES) {
    const name = `QoS ${which.qos}, 1 to ${which.subscribers}`;
    console.log(`\n${name} over TCP (deliveries of some 140 bytes)`);
    const runs = await race(field, which);
    for (const [contestant, run] of runs) console.log(line(contestant, run));
    const rateOf = (contestant: Name): number => runs.get(contestant)?.rate ?? Number.NaN;
    record(which.ratio, rateOf('mqttscope') / rateOf('mosquitto'));
  }
}
