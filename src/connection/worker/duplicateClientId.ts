/** Detects other connections of this app with the same client identifier on the same server. */
import type { Others } from '../environment/environment.ts';

/** `here`: sent after connecting; `too`: the answer of a duplicate. */
const WORDS = { here: 'here ', too: 'too ' } as const;

export class DuplicateClientId {
  readonly #others: Others | undefined;
  /** Kept while the connection is lost, because the duplicate may have caused that. */
  #who: string | undefined;

  /** @param met called for a duplicate */
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

  /** @param who names server and client, without secrets */
  connected(who: string): void {
    this.#who = who;
    this.#others?.tell(WORDS.here + who);
  }

  /** The connection was ended deliberately. */
  left(): void {
    this.#who = undefined;
  }
}
