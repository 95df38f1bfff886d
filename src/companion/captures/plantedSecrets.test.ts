import { expect, it } from 'vitest';
import { connectPacket } from '../../broker/core/broker.testkit.ts';
import { TapScene } from '../../broker/tap/tap.testkit.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import {
  cutUp,
  type PlantedSecret,
  plantedSecret,
} from '../../mqtt/secrets/plantedSecrets.testkit.ts';
import { SecretSearch } from '../../mqtt/secrets/secretSearch.testkit.ts';
import { inEnglish } from '../cli/errors.ts';
import { EventLog } from '../log/eventLog.ts';

const SEEDS = Array.from({ length: 100 }, (_, at) => at + 1);

/** Log of a client that sends it and leaves. */
async function logged(planted: PlantedSecret): Promise<string> {
  let text = '';
  const target = {
    write: async (lines: string) => {
      text += lines;
    },
    reopen: async () => undefined,
    close: async () => undefined,
  };
  const log = new EventLog(target, {
    notice: (said) => (text += inEnglish(said)),
    isKnownUser: (name) => name === 'ann',
  });
  const scene = new TapScene({ events: (event) => log.report(event) });
  scene.sendAll(cutUp(planted))();
  // A password that was typed where the user name belongs.
  scene.open().sendBytes(encode(connectPacket('device-2', { userName: planted.secret }), 5));
  await log.close();
  return text;
}

it(`the event log has no planted secret of ${SEEDS.length} streams`, async () => {
  const search = new SecretSearch();
  const ends = { refused: 0, left: 0 };
  for (const seed of SEEDS) {
    const planted = plantedSecret(seed);
    const text = await logged(planted);
    search.look(planted.secret, new Map([['log', text]]), `seed ${seed}`);
    if (text.includes('"sign-in-refused"')) ends.refused += 1;
    if (text.includes('"disconnected"')) ends.left += 1;
  }
  expect(search.found.slice(0, 20)).toEqual([]);
  // Proves that there were events to write.
  expect(Math.min(ends.refused, ends.left)).toBeGreaterThanOrEqual(Math.floor(SEEDS.length / 10));
});
