/** Tests the edge node and the host of the demo from the view of a listener. */
import { expect, test } from 'vitest';
import { Plant } from '../../broker/fleet/plant.testkit.ts';
import { sparkplugPlant } from '../../broker/fleet/sparkplug.ts';
import { Wire } from './wire.testkit.ts';

const NODE = 'hz-4/edge-01';

/** Listens from the start. */
function listening() {
  const plant = new Plant();
  const { scene, fleet } = plant;
  const listener = scene.connect('listener');
  listener.subscribe('spBv1.0/#');
  const wire = new Wire();
  fleet.start(scene.now);
  fleet.join(sparkplugPlant(), scene.now);
  /** s */
  const goOn = (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      plant.run(1000);
      for (const { topic, payload, retain, qos } of listener.takeMessages()) {
        wire.say(topic, payload, { retain, qos });
      }
      wire.wait(1);
    }
  };
  const command = (fault: string) => {
    const operator = scene.connect('operator');
    operator.publish('cmd/edge-01/set', JSON.stringify({ fault }));
  };
  const detailOf = (id: string) => {
    const range = { first: 0, count: 100 };
    const device = { convention: 'sparkplug', id, parts: range };
    return wire.capture.window({ device }, 0).device;
  };
  const stateOf = (id: string) => detailOf(id)?.row.state;
  return { plant, wire, goOn, command, stateOf, detailOf };
}

test('an edge node with two devices and a host break no rule', () => {
  const { wire, goOn, stateOf } = listening();
  goOn(20);
  expect([stateOf(NODE), stateOf(`${NODE}/mixer`), stateOf(`${NODE}/dryer`)]).toEqual([
    'online',
    'online',
    'online',
  ]);
  expect(stateOf('STATE/scada')).toBe('online');
  goOn(280);
  expect(wire.found).toEqual([]);
});

test('a lost DDATA leaves a gap, and the host requests a rebirth', () => {
  const { wire, goOn, command, stateOf } = listening();
  goOn(10);
  command('lose-ddata');
  goOn(10);
  expect(wire.rules).toEqual(['sparkplug-seq', 'sparkplug-rebirth-request']);
  expect(wire.found[1]?.finding).toMatchObject({ args: { found: { args: { cause: 'seq-gap' } } } });
  expect(stateOf(NODE)).toBe('online');
});

test('an NDEATH with a wrong bdSeq belongs to no session, and the edge node stays online', () => {
  const { wire, goOn, command, stateOf, detailOf } = listening();
  goOn(10);
  command('wrong-bdseq');
  for (let second = 0; second < 200 && wire.found.length === 0; second += 1) goOn(1);
  expect(wire.rules).toEqual(['sparkplug-bdseq']);
  expect(stateOf(NODE)).toBe('online');
  const [alarm] = detailOf(NODE)?.alarms ?? [];
  expect(JSON.stringify(alarm?.what)).toContain('An NDEATH came with another bdSeq');
  // The next NBIRTH ends all alarms.
  for (let second = 0; second < 200 && detailOf(NODE)?.alarms.length !== 0; second += 1) goOn(1);
  expect([stateOf(NODE), detailOf(NODE)?.alarms]).toEqual(['online', []]);
  expect(wire.rules).toEqual(['sparkplug-bdseq']);
});

test('a stopped node announces its end', () => {
  const { plant, goOn, stateOf } = listening();
  goOn(10);
  plant.fleet.stop(plant.scene.now);
  plant.exchange();
  goOn(1);
  expect([stateOf(NODE), stateOf(`${NODE}/mixer`), stateOf('STATE/scada')]).toEqual([
    'offline',
    'offline',
    'offline',
  ]);
});
