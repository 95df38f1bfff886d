/** Clients that begin to connect and then stop. They do not close the gateway for others. */
import { expect, it } from 'vitest';
import { CONNACK, connect, GatewayScene } from './gateway.testkit.ts';

const CROWD = Array.from({ length: 20 }, (_, at) => `10.0.0.9:${at + 1}`);
const congestion = { type: 'connack', returnCode: 1 };

/** Connects with a will, and never answers the gateway's WILLTOPICREQ. */
function crowd(scene: GatewayScene): void {
  for (const from of CROWD) scene.say(connect({ clientId: from, will: true }), from);
}

it.each([
  ['clients', { clients: 4 }, '10.0.0.2:1'],
  ['clients of one machine', { clientsPerMachine: 4 }, '10.0.0.9:99'],
])('gives the places of %s to others, and keeps connected clients', (_, limits, from) => {
  const scene = new GatewayScene({ limits });
  const inside = '10.0.0.9:50';
  scene.join({ clientId: 'inside' }, inside);
  crowd(scene);
  expect(scene.heard(CROWD[0])).toEqual([{ type: 'willtopicreq' }, congestion]);
  scene.say(connect({ clientId: 'next' }), from);
  scene.answer(CONNACK);
  expect(scene.heard(from)).toEqual([{ type: 'connack', returnCode: 0 }]);
  expect(scene.gateway.has('inside')).toBe(true);
  expect(scene.gateway.clients).toBe(4);
  expect(scene.events).toContainEqual(
    expect.objectContaining({ kind: 'refused', clientId: CROWD[0], why: 'clients' }),
  );
});

it('gives the memory of others', () => {
  let held = 0;
  const memory = {
    fits: (bytes: number) => held + bytes <= 40_000,
    add: (bytes: number) => {
      held += bytes;
    },
  };
  const scene = new GatewayScene({ memory });
  crowd(scene);
  scene.join({ clientId: 'next' }, '10.0.0.2:1');
  expect(scene.gateway.has('next')).toBe(true);
  expect(held).toBeLessThanOrEqual(40_000);
});

it('rejects one more client if all others have connected', () => {
  const scene = new GatewayScene({ limits: { clients: 1 } });
  scene.join({ clientId: 'inside' });
  scene.say(connect({ clientId: 'next', will: true }), '10.0.0.2:1');
  expect(scene.heard('10.0.0.2:1')).toEqual([congestion]);
  expect(scene.gateway.has('inside')).toBe(true);
});
