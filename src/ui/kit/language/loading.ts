/** What is loaded when it is first needed, or before, when nothing else is to do. */
import { Lazy } from '../../../mqtt/lazy.ts';
import { dropNotLoaded, type Missing, tellNotLoaded, toldOf } from './notLoaded.ts';
import { waitFor } from './waiting.ts';

/** A part of the page; its failure is told as what it is. */
export class Loading<T> extends Lazy<T> {
  readonly #name: Missing['part'];
  readonly #listeners = new Set<() => void>();
  #isAwaited = false;

  /** @param name by which it is told, where it has one */
  constructor(load: () => Promise<T>, name?: Missing['part']) {
    super(load);
    this.#name = name;
  }

  override load(): Promise<T> {
    const loading = super.load();
    if (!this.#isAwaited) {
      this.#isAwaited = true;
      loading.then(
        () => {
          for (const listener of this.#listeners) listener();
        },
        () => {
          this.#isAwaited = false;
        },
      );
    }
    return loading;
  }

  /** Told when it has come, whoever asked for it. Returns how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A person waits for what this does: that is shown. */
  override with(run: (found: T) => void): void {
    if (this.found === undefined) waitFor(this.load()).catch(() => undefined);
    this.whenThere(run);
  }

  /**
   * The same of what nobody waits for. A failure is told; as long as it is, what could not be done is done before
   * whatever comes next.
   */
  whenThere(run: (found: T) => void): void {
    if (this.found !== undefined) {
      run(this.found);
      return;
    }
    this.load().then(
      (found) => {
        const undone = toldOf(this);
        dropNotLoaded(({ of }) => of === this);
        undone?.again();
        run(found);
      },
      ({ message }: Error) => {
        const undone = toldOf(this);
        const again = () => {
          undone?.again();
          this.with(run);
        };
        tellNotLoaded({ of: this, message, part: this.#name, again });
      },
    );
  }
}
