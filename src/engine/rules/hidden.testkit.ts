/** A conversation with a part missing from the capture. */
import type { ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import { AUTH, CONNACK, CONNECT } from '../../mqtt/tables/typeNumbers.ts';
import type { Direction } from '../log/columns/direction.ts';
import { Talk } from '../problems/talk.testkit.ts';
import type { CheckedNeed } from './rule.ts';

/** Packets at the start of a connection. */
const BEGINNING: ReadonlySet<number> = new Set([CONNECT, CONNACK, AUTH]);
const DIRECTION: ReadonlyMap<CheckedNeed, Direction> = new Map([
  ['client', 'out'],
  ['server', 'in'],
]);

const PING: Readonly<Record<Direction, Uint8Array>> = {
  out: Uint8Array.of(0xc0, 0),
  in: Uint8Array.of(0xd0, 0),
};

export class HiddenTalk extends Talk {
  readonly #hidden: CheckedNeed;

  constructor(version: ProtocolVersion, hidden: CheckedNeed) {
    super(version, { fromStart: hidden !== 'beginning' });
    this.#hidden = hidden;
  }

  override raw(direction: Direction, bytes: Uint8Array): this {
    const isOfBeginning = BEGINNING.has((bytes[0] ?? 0) >> 4);
    const isHidden =
      this.#hidden === 'beginning' ? isOfBeginning : DIRECTION.get(this.#hidden) === direction;
    if (!isHidden) return super.raw(direction, bytes);
    // Later packets of both sides are captured.
    if (this.#hidden === 'beginning') return super.raw(direction, PING[direction]);
    this.time += 1_000;
    return this;
  }

  override wait(seconds: number): this {
    return this.#hidden === 'clock' ? this : super.wait(seconds);
  }

  override open(client?: string): this {
    if (this.#hidden !== 'beginning') return super.open(client);
    this.stream = this.capture.openStream({ fromStart: false, version: this.version, client });
    return this;
  }

  override close(by?: Sender): this {
    return this.#hidden === 'end' ? this : super.close(by);
  }
}
