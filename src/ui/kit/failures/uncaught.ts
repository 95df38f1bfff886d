/** Exceptions that no part of the page caught: in event handlers, timers, promises and store listeners. */
import { create } from 'zustand';
import { NotLoaded } from '../../../base/lazy.ts';
import { type Failure, failureDetails } from './failureDetails.ts';

interface Uncaught {
  /** The first of equal failures. */
  readonly failure: Failure;
  readonly details: string;
  readonly count: number;
}

/** Limit of different exceptions that are kept. All others are only counted. */
const MOST_KEPT = 20;

interface AllUncaught {
  /** Oldest first. */
  readonly all: readonly Uncaught[];
  readonly others: number;
}

const NONE: AllUncaught = { all: [], others: 0 };

export const useUncaught = create<AllUncaught>()(() => NONE);

export function dropUncaught(): void {
  useUncaught.setState(NONE);
}

export function reportUncaught(failure: Failure): void {
  const details = failureDetails(failure);
  useUncaught.setState(({ all, others }) => {
    if (all.some((one) => one.details === details))
      return {
        all: all.map((one) => (one.details === details ? { ...one, count: one.count + 1 } : one)),
      };
    return all.length < MOST_KEPT
      ? { all: [...all, { failure, details, count: 1 }] }
      : { others: others + 1 };
  });
}

/** Wraps a store listener, so that an exception in it does not keep the change from other listeners. */
export function guarded<Given extends readonly unknown[]>(
  part: string,
  listener: (...given: Given) => void,
): (...given: Given) => void {
  return (...given) => {
    try {
      listener(...given);
    } catch (error) {
      reportUncaught({ error, part });
    }
  };
}

/** Browsers report it as an error when a layout takes more than one frame. */
const OF_LAYOUT = /^ResizeObserver loop/;

/** Scripts of extensions have other addresses. */
const isOurs = (file: string): boolean => file === '' || file.startsWith(location.origin);

/** Returns a function that stops listening. */
export function startHearingUncaught(): () => void {
  const onError = ({ error, message, filename }: ErrorEvent): void => {
    if (OF_LAYOUT.test(message) || !isOurs(filename)) return;
    reportUncaught({ error: error ?? message, part: 'event or timer' });
  };
  const onRejection = ({ reason }: PromiseRejectionEvent): void => {
    // Parts that could not be loaded have their own note.
    if (reason instanceof NotLoaded) return;
    reportUncaught({ error: reason, part: 'promise' });
  };
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onRejection);
  return () => {
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
  };
}
