import { expect, it } from 'vitest';
import {
  cutUp,
  type PlantedSecret,
  plantedSecret,
} from '../../mqtt/secrets/plantedSecrets.testkit.ts';
import { SecretSearch } from '../../mqtt/secrets/secretSearch.testkit.ts';
import { TapScene } from './tap.testkit.ts';

const SEEDS = Array.from({ length: 60 }, (_, at) => at + 1);

/** Bytes seen by an observer, from the beginning or later. */
function seen(planted: PlantedSecret): Map<string, string> {
  const scene = new TapScene();
  const line = scene.line();
  const isLate = planted.chance(3) === 0;
  if (!isLate) line.tap('all');
  const leave = scene.sendAll(cutUp(planted));
  if (isLate) line.tap('all');
  leave();
  const packets = line.packetsRead.map((packet) => Buffer.from(packet.bytes).toString('latin1'));
  return new Map([
    ['tap', packets.join('\n')],
    ['events', JSON.stringify([line.events, line.marks])],
  ]);
}

it(`taps reveal no planted secret of ${SEEDS.length} streams`, () => {
  const search = new SecretSearch();
  let told = 0;
  for (const seed of SEEDS) {
    const planted = plantedSecret(seed);
    const outputs = seen(planted);
    search.look(planted.secret, outputs, `seed ${seed}`);
    if (outputs.get('tap')?.includes('*'.repeat(planted.secret.length)) === true) told += 1;
  }
  expect(search.found.slice(0, 20)).toEqual([]);
  // There are bytes to see.
  expect(told).toBeGreaterThanOrEqual(Math.floor(SEEDS.length / 4));
});
