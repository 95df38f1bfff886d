import { expect, it } from 'vitest';
import {
  type PlantedSecret,
  plantedSecret,
  secretSeeds,
} from '../../alibaba/plantedSecrets.testkit.ts';
import { SecretSearch } from '../../alibaba/secretSearch.testkit.ts';
import type { BrokerEvent } from '../events.ts';
import { TapScene } from './tap.testkit.ts';

const SEEDS = secretSeeds(150);

/** What somebody sees who looks on, from the beginning or later, and what the log gets. */
function seen({ bytes, chance }: PlantedSecret): Map<string, string> {
  const logged: BrokerEvent[] = [];
  const scene = new TapScene({ events: (event) => logged.push(event) });
  const line = scene.line();
  const isLate = chance(3) === 0;
  if (!isLate) line.tap('all');
  // What the broker answers is of no interest: the client may have lost its mind, or its version.
  let isEnded = false;
  scene.takesElsewhere = ({ kind }) => {
    isEnded ||= kind === 'end';
    return true;
  };
  const wire = scene.open();
  for (let at = 0; at < bytes.length && !isEnded; ) {
    const length = 1 + chance(bytes.length);
    wire.sendBytes(bytes.subarray(at, at + length));
    at += length;
  }
  if (isLate) line.tap('all');
  if (!isEnded) wire.cut();
  const packets = line.packetsRead.map((packet) => Buffer.from(packet.bytes).toString('latin1'));
  return new Map([
    ['tap', packets.join('\n')],
    ['events', JSON.stringify([line.events, line.marks])],
    ['log', JSON.stringify(logged)],
  ]);
}

it(`taps and the log tell no planted secret of ${SEEDS.length} mutated streams`, {
  timeout: 3_600_000,
}, () => {
  const search = new SecretSearch();
  let told = 0;
  for (const seed of SEEDS) {
    const planted = plantedSecret(seed);
    const outputs = seen(planted);
    search.look(planted.secret, outputs, `seed ${seed}`);
    if (outputs.get('tap')?.includes('*'.repeat(planted.secret.length)) === true) told += 1;
  }
  expect(search.found.slice(0, 20)).toEqual([]);
  // It is not for want of anything to see.
  expect(told).toBeGreaterThan(SEEDS.length / 4);
});
