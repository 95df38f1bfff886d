/** Creates two connected streams, each reading the other's output: a connection within the process. */
import { Duplex } from 'node:stream';

export function memoryPipe(): readonly [Duplex, Duplex] {
  const one = new End();
  const other = new End();
  one.meets(other);
  other.meets(one);
  return [one, other];
}

class End extends Duplex {
  #other: End | undefined;
  /** Called when the other side reads on; until then, written data waits. */
  #whenRead: (() => void) | undefined;

  meets(other: End): void {
    this.#other = other;
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    if (this.#other === undefined) done();
    else if (this.#other.push(bytes)) done();
    else this.#other.#whenRead = done;
  }

  override _read(): void {
    const tell = this.#whenRead;
    this.#whenRead = undefined;
    tell?.();
  }

  override _final(done: () => void): void {
    this.#other?.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const other = this.#other;
    this.#other = undefined;
    if (other !== undefined) setImmediate(() => other.destroy());
    done(error);
  }
}
