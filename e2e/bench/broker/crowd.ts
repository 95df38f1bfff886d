/** Ten thousand TCP clients, each with one message per ten seconds: our broker next to Mosquitto. */

import { whole } from '../figures.ts';
import { record } from '../results.ts';
import type { Field } from './contestants.ts';

const CLIENTS = 10_000;
/** ms between messages of a client. */
const PACE = 10_000;
/** Messages of each client. */
const MESSAGES = 2;

export const CROWD_OPTIONS = ['--max-connections', String(2 * CLIENTS)] as const;

export async function benchCrowd({ contestants, load }: Field): Promise<void> {
  console.log(`\n${whole(CLIENTS)} clients over TCP, each with one message in ${PACE / 1000} s`);
  const order = { kind: 'crowd', clients: CLIENTS, pace: PACE, messages: MESSAGES } as const;
  for (const { name, port, busy } of contestants) {
    const before = busy();
    // Sequential on purpose.
    const { received, ways, busy: generator } = await load({ ...order, port });
    const after = busy();
    if (ways === undefined || received !== CLIENTS * MESSAGES) {
      throw new Error(`${name}: ${received} of ${CLIENTS * MESSAGES} messages came`);
    }
    const processor =
      before === undefined || after === undefined
        ? ''
        : `, ${after - before} ms of the broker’s processor with opening and closing`;
    console.log(
      `  ${name.padEnd(10)}${ways.median.toFixed(1)} ms in the median, ${ways.percent99.toFixed(1)} ms for 99 of 100, ${ways.longest.toFixed(1)} ms at most${processor}; the generator was busy for ${Math.round(generator * 100)} %`,
    );
    if (name === 'mqttscope') record('crowd', ways.percent99);
  }
}
