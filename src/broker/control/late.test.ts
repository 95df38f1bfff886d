import { expect, test } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import {
  BaseScene,
  complete,
  connectPacket,
  publishPacket,
  type Wire,
} from '../core/broker.testkit.ts';
import { FACTS, TestLine } from './control.testkit.ts';
import { CONTROL_VERSION, type ControlCommand, type ControlReply } from './control.ts';
import { LateInstrument } from './late.testkit.ts';

/** Without interference, the result is the same as with the instrument present from the start. */
class LateScene extends BaseScene<LateInstrument> {
  readonly wires = new Map<string, Wire>();
  readonly came: (readonly [string, Packet])[] = [];
  #line: TestLine | undefined;

  constructor() {
    super(new LateInstrument({ ...complete({}), facts: FACTS }));
  }

  wire(name: string): Wire {
    const known = this.wires.get(name) ?? this.open(name === 'old' ? 4 : 5);
    this.wires.set(name, known);
    return known;
  }

  get line(): TestLine {
    if (this.#line === undefined) {
      this.#line = new TestLine((line) => this.broker.instrument.control(line));
      this.#line.session.receive({ kind: 'hello', version: CONTROL_VERSION }, this.now);
    }
    return this.#line;
  }

  ask(command: ControlCommand): ControlReply {
    const reply = this.line.ask(command, this.now);
    this.collect();
    this.note();
    return reply;
  }

  /** Names assigned by the broker. */
  get named(): readonly string[] {
    return this.came.flatMap(([, packet]) =>
      packet.type === 'connack'
        ? packet.properties.flatMap(({ name, value }) =>
            name === 'assignedClientIdentifier' ? [String(value)] : [],
          )
        : [],
    );
  }

  note(): void {
    for (const [name, wire] of this.wires) {
      for (const packet of wire.take()) this.came.push([name, packet]);
    }
  }
}

const message = (packetId: number) =>
  publishPacket('a/b', `message ${packetId}`, { qos: 2, packetId });
const cutInTwo = encode(message(9), 4);

const STEPS: readonly ((scene: LateScene) => void)[] = [
  (scene) =>
    scene.wire('old').send(connectPacket('old', { version: 4, keepAlive: 60, userName: 'anna' })),
  // The broker assigns the name.
  (scene) => scene.wire('nameless').send(connectPacket('')),
  (scene) => scene.wire('left').send(connectPacket('left')),
  (scene) => scene.wire('nameless').subscribe({ filter: 'a/#', qos: 2 }),
  (scene) => scene.wire('left').send(message(1)),
  (scene) => scene.broker.backlog(scene.wire('nameless').id, 5000, scene.now),
  (scene) => scene.wire('left').cut(),
  (scene) => scene.wire('old').send(message(2)),
  (scene) => scene.wire('old').sendBytes(cutInTwo.subarray(0, 7)),
  (scene) => scene.wire('broken').sendBytes([0xff, 0xff]),
  (scene) => scene.pass(30_000),
];

const LISTS: readonly ControlCommand[] = [
  { kind: 'facts' },
  { kind: 'clients', first: 0, count: 10 },
  { kind: 'messages', count: 10 },
  { kind: 'tap', tap: 1, clients: 'all', kept: true },
];

/** All visible state and the treatment of packets if the instrument starts before that step. */
function seen(late: number): unknown {
  const scene = new LateScene();
  for (const [at, step] of STEPS.entries()) {
    if (at === late) void scene.line;
    step(scene);
    scene.now += 100;
    scene.note();
  }
  const told = LISTS.map((command) => [scene.ask(command), scene.line.answers]);
  const [given = ''] = scene.named;
  const rule = {
    id: 'late',
    enabled: true,
    match: { direction: 'to-client', packet: ['publish'], client: given },
    do: { action: 'duplicate', dup: true },
  };
  scene.ask({ kind: 'set-rules', rules: { version: 1, rules: [rule] } });
  scene.wire('old').sendBytes(cutInTwo.subarray(7));
  scene.wire('old').send({ type: 'pubrel', packetId: 2, reasonCode: 0, properties: [] });
  const treated = scene.ask({ kind: 'list-rules' });
  return { told, treated, tapped: scene.line.tapped, came: scene.came };
}

test('a late takeover gives the same state and behaviour as an early one', () => {
  const fromStart = seen(0);
  expect(fromStart).toMatchObject({ treated: { rules: [{ treated: 1 }] } });
  for (let late = 1; late <= STEPS.length; late += 1) {
    expect(seen(late), `before step ${late}`).toEqual(fromStart);
  }
});
