/** Numbers the packets that may be treated, and tells whoever listens of those that were. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import { directionOf, type Mark, STEP, type Treated } from './marks.ts';
import type { TreatedConnection } from './treatedConnection.ts';

/** Who hears of treated packets. */
export interface Marking {
  readonly marked: (mark: Mark) => void;
  /** A packet that was marked, or `made`, goes onto the wire to the client, now that its place is known. */
  readonly placed: (mark: Mark) => void;
  /** A packet to the client that no rule treats waits behind one that `rule` holds; then it goes. */
  readonly behind: (mark: Mark) => void;
  readonly passed: (mark: Mark) => void;
}

type Said = Pick<Mark, 'rule' | 'action'>;

export class Marker {
  readonly #marking: Marking;
  readonly #now: () => number;
  #treated = 0;

  constructor(marking: Marking, now: () => number) {
    this.#marking = marking;
    this.#now = now;
  }

  /** A packet that may be marked. @param offset where it is on the wire already */
  treat(offset?: number): Treated {
    this.#treated += 1;
    return { number: this.#treated, offset };
  }

  mark(
    connection: TreatedConnection,
    sender: Sender,
    bytes: Uint8Array,
    said: Said,
    treated: Treated,
  ): void {
    this.#marking.marked(this.#mark(connection, sender, bytes, said, treated));
  }

  /** It leaves for the client; `offset`: before so many bytes of its direction. */
  place(
    connection: TreatedConnection,
    bytes: Uint8Array,
    said: Said,
    { number }: Treated,
    offset: number,
  ): void {
    const placed = { number, offset };
    this.#marking.placed(this.#mark(connection, 'server', bytes, said, placed));
  }

  /** It waits for the client, behind what `rule` holds. */
  behind(
    connection: TreatedConnection,
    bytes: Uint8Array,
    rule: string,
    { number }: Treated,
  ): void {
    const waits = { number, offset: undefined };
    this.#marking.behind(this.#mark(connection, 'server', bytes, { rule, action: 'hold' }, waits));
  }

  pass(
    connection: TreatedConnection,
    bytes: Uint8Array,
    rule: string,
    { number }: Treated,
    offset: number,
  ): void {
    const placed = { number, offset };
    this.#marking.passed(this.#mark(connection, 'server', bytes, { rule, action: 'hold' }, placed));
  }

  /** A packet of a connection that has fallen silent. */
  vanish(
    connection: TreatedConnection,
    sender: Sender,
    bytes: Uint8Array,
    treated: Treated = this.treat(),
  ): void {
    const rule = connection.silencedBy ?? STEP;
    this.mark(connection, sender, bytes, { rule, action: 'silent' }, treated);
  }

  #mark(
    { id, clientId }: TreatedConnection,
    sender: Sender,
    bytes: Uint8Array,
    { rule, action }: Said,
    { number, offset }: Treated,
  ): Mark {
    return {
      connection: id,
      client: clientId ?? '',
      direction: directionOf(sender),
      bytes: bytes.slice(),
      rule,
      action,
      time: this.#now(),
      treated: number,
      offset,
    };
  }
}
