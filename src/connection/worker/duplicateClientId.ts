/** Notices other connections of this app that use the same client identifier on the same server. */
import type { Others } from '../environment/environment.ts';

/** `here`: who just connected; `too`: the answer of whoever is that already. */
const WORDS = { here: 'here ', too: 'too ' } as const;

export class Neighbours {
  readonly #others: Others | undefined;
  /** Stays while the connection is lost: the other one may have taken it. */
  #who: string | undefined;

  /** @param met called when another one is heard of that is the same client */
  constructor(others: Others | undefined, met: () => void) {
    this.#others = others;
    others?.listen((text) => {
      const who = this.#who;
      if (who === undefined) return;
      const isNew = text === WORDS.here + who;
      if (!isNew && text !== WORDS.too + who) return;
      met();
      if (isNew) others.tell(WORDS.too + who);
    });
  }

  /** @param who names server and client; holds no secret */
  connected(who: string): void {
    this.#who = who;
    this.#others?.tell(WORDS.here + who);
  }

  /** The connection was ended on purpose. */
  left(): void {
    this.#who = undefined;
  }
}
