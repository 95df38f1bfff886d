import { base64 } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { TapScene, type TestLine } from './tap.testkit.ts';

function watching(scene: TapScene, client?: string): TestLine {
  const line = scene.line();
  line.ask({ kind: 'watch-marks', ...(client !== undefined && { client }) });
  return line;
}

const told = (line: TestLine) =>
  line.marks.map(({ action, direction, offset, placed }) => ({
    action,
    direction,
    isOnWire: offset !== undefined,
    placed,
  }));

describe('a treated packet', () => {
  it('that is dropped on its way to the client is not on the wire', () => {
    const scene = new TapScene();
    scene.rules({ match: { packet: ['puback'], direction: 'to-client' }, do: 'drop' });
    const line = watching(scene);
    scene.connect('c').publish('a', 'b', { qos: 1, packetId: 5 });
    expect(line.marks).toMatchObject([
      { rule: 'a', action: 'drop', client: 'c', direction: 'to-client', offset: undefined },
    ]);
    expect(base64.decode(line.marks[0]?.packet ?? '')[0]).toBe(0x40);
  });

  it('from the client is on the wire, whatever happens to it', () => {
    const scene = new TapScene();
    scene.rules({ match: { packet: ['publish'] }, do: 'drop' });
    const line = watching(scene);
    const wire = scene.connect('c');
    wire.publish('a', 'same').publish('a', 'same').publish('a', 'same');
    expect(new Set(line.marks.map(({ offset }) => offset)).size).toBe(3);
    for (const mark of line.marks) expect(scene.at(mark)).toEqual([...base64.decode(mark.packet)]);
  });

  it('that is held is reported when it is held and when it is released, with its position', () => {
    const scene = new TapScene();
    scene.rules({ match: { packet: ['puback'], direction: 'to-client' }, do: 'hold' });
    const line = watching(scene);
    const wire = scene.connect('c');
    wire.publish('a', 'b', { qos: 1 }).publish('a', 'c');
    expect(told(line)).toEqual([
      { action: 'hold', direction: 'to-client', isOnWire: false, placed: false },
    ]);
    scene.line().ask({ kind: 'release', packet: 'all' });
    expect(told(line).slice(1)).toEqual([
      { action: 'release', direction: 'to-client', isOnWire: true, placed: false },
    ]);
    const [held, released] = line.marks;
    expect(released?.treated).toBe(held?.treated);
    expect(released && scene.at(released)).toEqual([...base64.decode(held?.packet ?? '')]);
  });

  it('that is delayed is reported again when it is sent', () => {
    const scene = new TapScene();
    scene.rules({
      match: { packet: ['puback'], direction: 'to-client' },
      do: { action: 'delay', milliseconds: 100 },
    });
    const line = watching(scene);
    scene.connect('c').publish('a', 'b', { qos: 1 });
    scene.pass(200);
    expect(told(line)).toEqual([
      { action: 'delay', direction: 'to-client', isOnWire: false, placed: false },
      { action: 'delay', direction: 'to-client', isOnWire: true, placed: true },
    ]);
  });

  it('made by the layer is reported, too: a second copy, an answer instead of the broker', () => {
    const scene = new TapScene();
    scene.rules(
      { match: { packet: ['publish'], direction: 'to-client' }, do: 'duplicate' },
      { match: { packet: ['subscribe'], nth: 2 }, do: { action: 'answer', reasonCode: '0x87' } },
    );
    const line = watching(scene);
    const wire = scene.connect('c');
    wire.subscribe('a');
    wire.publish('a', 'b');
    wire.send({ type: 'subscribe', packetId: 9, properties: [], subscriptions: [] });
    expect(line.marks.slice(0, 2).map(({ action }) => action)).toEqual(['duplicate', 'made']);
    for (const mark of line.marks) expect(scene.at(mark)).toEqual([...base64.decode(mark.packet)]);
  });

  it('is reported to observers of its client, without its secrets', () => {
    const scene = new TapScene();
    scene.rules({ match: { packet: ['connect'] }, do: { action: 'delay', milliseconds: 1 } });
    const mine = watching(scene, 'c');
    const others = watching(scene, 'd');
    const wire = scene.open(5);
    wire.send({
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: true,
      keepAlive: 0,
      clientId: 'c',
      properties: [],
      userName: 'u',
      password: new TextEncoder().encode('hunter2'),
    });
    expect(others.marks).toEqual([]);
    expect(mine.marks).toMatchObject([{ masked: true, client: 'c', offset: 0, opened: 1000 }]);
    const packet = new TextDecoder().decode(base64.decode(mine.marks[0]?.packet ?? ''));
    expect(packet).not.toContain('hunter2');
  });

  it('is reported without its secrets also after its connection has closed', () => {
    const scene = new TapScene();
    scene.rules({ match: { packet: ['connect'] }, do: 'hold' });
    const line = watching(scene);
    const wire = scene.open(4);
    wire.send({
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 4,
      cleanStart: true,
      keepAlive: 0,
      clientId: 'c',
      properties: [],
      userName: 'u',
      password: new TextEncoder().encode('hunter2'),
    });
    wire.cut();
    scene.line().ask({ kind: 'release', packet: 'all' });
    const later = scene.line();
    later.ask({ kind: 'watch-marks', client: 'c', kept: true });
    expect(line.marks.map(({ action }) => action)).toEqual(['hold', 'release']);
    expect(later.marks.map(({ mark }) => mark)).toEqual(line.marks.map(({ mark }) => mark));
    for (const { packet, masked } of line.marks) {
      expect(masked).toBe(true);
      expect(new TextDecoder().decode(base64.decode(packet))).not.toContain('hunter2');
    }
  });

  it('is at the position of its mark, whatever the rules do and however the stream is split', () => {
    const action = fc.constantFrom('drop', 'duplicate', 'hold', {
      action: 'delay',
      milliseconds: 10,
    });
    const rule = fc.record({
      match: fc.record({
        direction: fc.constantFrom('from-client', 'to-client'),
        packet: fc.constantFrom(['publish'], ['puback', 'pubrec', 'pingresp'], ['pingreq']),
        nth: fc.integer({ min: 1, max: 3 }),
      }),
      do: action,
    });
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 4 }),
        fc.array(fc.nat(4), { maxLength: 12 }),
        (rules, steps) => {
          const scene = new TapScene();
          const line = watching(scene);
          const wire = scene.connect('c');
          wire.subscribe('a');
          scene.rules(...rules);
          for (const step of steps) {
            if (step === 0) wire.send({ type: 'pingreq' });
            else if (step === 1) scene.pass(11);
            else if (step === 2) scene.line().ask({ kind: 'release', packet: 'all' });
            else
              wire.publish('a', 'same', { qos: step === 3 ? 0 : 1, packetId: step === 3 ? 0 : 3 });
          }
          const elsewhere = line.marks.filter(({ offset }) => offset === undefined);
          expect(elsewhere.every(({ direction }) => direction === 'to-client')).toBe(true);
          for (const mark of line.marks.filter(({ offset }) => offset !== undefined)) {
            expect(scene.at(mark)).toEqual([...base64.decode(mark.packet)]);
          }
        },
      ),
      { numRuns: tries(60) },
    );
  });
});
