/** What is loaded when it is first needed, or before, when nothing else is to do. */
import { Part } from '../../../mqtt/part.ts';
import { tellNotLoaded } from './notLoaded.ts';

/** A file of the app's could not be fetched: the network is gone, or a new version has taken its place. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** A part of the page; its failure is told as what it is. */
export class Loading<T> extends Part<T> {
  constructor(load: () => Promise<T>) {
    super(async () => {
      try {
        return await load();
      } catch (error) {
        throw new NotLoaded(error);
      }
    });
  }

  /** A failure is told to the person, who waits for what this does. */
  override with(run: (found: T) => void): void {
    super.with(run, tellNotLoaded);
  }
}
