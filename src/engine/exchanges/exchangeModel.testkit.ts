/** Plays a conforming client and server at random, with the expected result. */
import fc from 'fast-check';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { publish } from '../capture/capture.testkit.ts';
import type { Direction } from '../log/columns/direction.ts';
import { subscribeTo, type Watched } from './exchanges.testkit.ts';

export type Move =
  | { readonly move: 'publish'; readonly way: Direction; readonly qos: 1 | 2 }
  | { readonly move: 'ask'; readonly what: 'subscribe' | 'unsubscribe' | 'ping' }
  /** Moves one open exchange to its next step, possibly a rejection. */
  | { readonly move: 'step'; readonly which: number; readonly refused: boolean }
  | { readonly move: 'cut'; readonly sessionPresent: boolean };

const ways = fc.constantFrom<Direction>('in', 'out');

export const arbitraryMoves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ move: fc.constant('publish'), way: ways, qos: fc.constantFrom(1, 2) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        move: fc.constant('ask'),
        what: fc.constantFrom('subscribe', 'unsubscribe', 'ping'),
      }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        move: fc.constant('step'),
        which: fc.nat(20),
        refused: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        move: fc.constant('cut'),
        sessionPresent: fc.constantFrom(true, true, false),
      }),
    },
  ) satisfies fc.Arbitrary<Move>,
  { maxLength: 60, size: 'max' },
);

/** Expected facts about one exchange. */
export interface Known {
  readonly kind: 'publish' | 'subscribe' | 'unsubscribe' | 'ping';
  readonly way: Direction;
  readonly qos: 1 | 2 | undefined;
  readonly id: number;
  readonly packets: number[];
  state: 'open' | 'complete' | 'retried' | 'refused' | 'abandoned';
  start: number;
  last: number;
  resends: number;
  /** Type of the newest packet of its course. */
  at: number;
  /** True if its connection was lost since. */
  isCut: boolean;
}

const other = (way: Direction): Direction => (way === 'out' ? 'in' : 'out');

export class Model {
  readonly exchanges: Known[] = [];
  readonly #session: Watched;

  constructor(session: Watched) {
    this.#session = session;
  }

  play(move: Move): void {
    if (move.move === 'publish') this.#publish(move.way, move.qos);
    else if (move.move === 'ask') this.#ask(move.what);
    else if (move.move === 'cut') this.#cut(move.sessionPresent);
    else {
      // PINGRESP does not identify its PINGREQ, so only the oldest one can continue.
      const oldest = this.open.find(({ kind }) => kind === 'ping');
      const able = this.open.filter((one) => one.kind !== 'ping' || one === oldest);
      const one = able[move.which % Math.max(1, able.length)];
      if (one !== undefined) this.#step(one, move.refused);
    }
  }

  get open(): Known[] {
    return this.exchanges.filter(({ state }) => state === 'open');
  }

  #send(one: Known, way: Direction, packet: Packet, at: number): void {
    const number = way === 'out' ? this.#session.send(packet) : this.#session.get(packet);
    one.packets.push(number);
    one.last = this.#session.time;
    one.at = at;
  }

  #freeId(way: Direction): number {
    const used = new Set(
      this.open.filter((one) => one.way === way && one.kind !== 'ping').map(({ id }) => id),
    );
    let id = 1;
    while (used.has(id)) id += 1;
    return id;
  }

  #begin(kind: Known['kind'], way: Direction, qos: 1 | 2 | undefined): Known {
    const one: Known = {
      kind,
      way,
      qos,
      id: this.#freeId(way),
      packets: [],
      state: 'open',
      start: 0,
      last: 0,
      resends: 0,
      at: 0,
      isCut: false,
    };
    this.exchanges.push(one);
    return one;
  }

  #publish(way: Direction, qos: 1 | 2): void {
    const one = this.#begin('publish', way, qos);
    this.#send(one, way, publish(`t/${one.id}`, { qos, packetId: one.id }), 3);
    one.start = one.last;
  }

  #ask(what: 'subscribe' | 'unsubscribe' | 'ping'): void {
    const one = this.#begin(what, 'out', undefined);
    if (what === 'ping') this.#send(one, 'out', { type: 'pingreq' }, 12);
    else if (what === 'subscribe') this.#send(one, 'out', subscribeTo(one.id, 'a'), 8);
    else {
      const packet = { type: what, packetId: one.id, properties: [], filters: ['a'] } as const;
      this.#send(one, 'out', packet, 10);
    }
    one.start = one.last;
  }

  #cut(sessionPresent: boolean): void {
    this.#session.return(sessionPresent);
    for (const one of this.open) {
      if (!sessionPresent || one.kind !== 'publish') one.state = 'abandoned';
      one.isCut = true;
    }
  }

  #step(one: Known, refused: boolean): void {
    if (one.kind === 'publish') this.#publishStep(one, refused);
    else if (one.kind === 'ping') this.#end(one, 'in', { type: 'pingresp' }, 13, false);
    else {
      const code = refused ? 0x80 : 0;
      const type = one.kind === 'subscribe' ? 'suback' : 'unsuback';
      const packet = { type, packetId: one.id, properties: [], reasonCodes: [code] } as const;
      this.#end(one, 'in', packet, 9, refused);
    }
  }

  #publishStep(one: Known, refused: boolean): void {
    const { id, way } = one;
    if (one.isCut && one.at !== 4) {
      one.isCut = false;
      one.resends += 1;
      // After PUBREC, PUBREL is redelivered, even if the first one was not seen.
      if (one.at === 3) {
        const again = publish(`t/${id}`, { qos: one.qos ?? 1, packetId: id, dup: true });
        this.#send(one, way, again, 3);
      } else this.#send(one, way, { type: 'pubrel', packetId: id }, 6);
      return;
    }
    const code = refused ? { reasonCode: 0x97 } : {};
    if (one.qos === 1) {
      this.#end(one, other(way), { type: 'puback', packetId: id, ...code }, 4, refused);
    } else if (one.at === 3 && refused) {
      this.#end(one, other(way), { type: 'pubrec', packetId: id, ...code }, 5, true);
    } else if (one.at === 3) this.#send(one, other(way), { type: 'pubrec', packetId: id }, 5);
    else if (one.at === 5) this.#send(one, way, { type: 'pubrel', packetId: id }, 6);
    else this.#end(one, other(way), { type: 'pubcomp', packetId: id }, 7, false);
  }

  #end(one: Known, way: Direction, packet: Packet, at: number, refused: boolean): void {
    this.#send(one, way, packet, at);
    one.state = refused ? 'refused' : one.resends > 0 ? 'retried' : 'complete';
  }
}
