/** Numbers packets that may be treated, and reports the treated ones. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import { directionOf, type Mark, STEP, type Treated } from './marks.ts';
import type { TreatedConnection } from './treatedConnection.ts';

/** Listeners for treated packets. */
export interface Marking {
  readonly marked: (mark: Mark) => void;
  /** A packet that was marked or `made` is sent to the client; its position is now known. */
  readonly placed: (mark: Mark) => void;
  /** An untreated packet to the client waits after one held by `rule`; called again when it is sent. */
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

  /** A packet that may be marked. @param offset its position on the wire, if known */
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

  /** It is sent to the client; `offset`: number of bytes before it in its direction. */
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

  /** It waits for the client after a packet held by `rule`. */
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

  /** A packet of a connection that became silent. */
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
