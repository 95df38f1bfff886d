/** What is loaded when it is first needed, or before, when nothing else is to do. */
import { Part } from '../../../connection/environment/part.ts';
/** A file of the app's could not be fetched: the network is gone, or a new version has taken its place. */
export declare class NotLoaded extends Error {
  readonly name = 'NotLoaded';
  constructor(cause: unknown);
}
/** A part of the page; its failure is told as what it is. */
export declare class Loading<T> extends Part<T> {
  constructor(load: () => Promise<T>);
}
/** Anything that is worth fetching before somebody waits for it. */
export declare function loadedLater<T>(load: () => Promise<T>): Loading<T>;
/** Fetches what is not there yet. Rejects at the first that fails. */
export declare function loadRest(): Promise<void>;
