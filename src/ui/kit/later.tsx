/** Parts of the app that are loaded when they are first drawn, or before, when nothing else is to do. */
import { createElement, type ReactNode, Suspense, use, useEffect, useState } from 'react';
import { Boundary } from './Boundary.tsx';
import type { FailedProps } from './FailedPart.tsx';
import type { Loading } from './language/loading.ts';
import { loadedLater } from './loadedLater.ts';
import { WaitsHere } from './Waits.tsx';

/** Leaves exceptions to the boundary around, which has a name. React keeps the component stack of the first throw. */
function passOn({ failure }: FailedProps): never {
  throw failure.error;
}

type Draw<P> = (props: P) => ReactNode;

let drawn: () => void = () => undefined;

/** Called whenever something was drawn after a wait: the focus may have been sent there meanwhile. */
export function whenDrawnLate(listener: () => void): void {
  drawn = listener;
}

/**
 * A component that is loaded when it is first drawn; what is loaded already is drawn at once.
 * @param Waits stands in its place until then
 */
export function later<P extends object>(
  load: () => Promise<Draw<P>>,
  Waits: () => ReactNode = WaitsHere,
): (props: P) => ReactNode {
  return drawnLater(loadedLater(load), Waits);
}

/**
 * The same of what is loaded by itself.
 * @param Instead stands in its place also where it cannot be loaded
 */
export function drawnLater<P extends object>(
  loading: Loading<Draw<P>>,
  Waits: Draw<P> = WaitsHere,
  Instead?: Draw<P>,
): (props: P) => ReactNode {
  function Waited({ wanted, props }: { wanted: Promise<Draw<P>>; props: P }) {
    useEffect(() => {
      drawn();
    }, []);
    return createElement(use(wanted), props);
  }
  function Waiting(props: P) {
    const [wanted] = useState(() => loading.load());
    return (
      <Suspense fallback={<Waits {...props} />}>
        <Waited wanted={wanted} props={props} />
      </Suspense>
    );
  }
  return function Later(props: P) {
    // Not read again: it would become another component, and begin anew, once it is there.
    const [Body] = useState(() => loading.found ?? Waiting);
    return (
      <Boundary part="" missing={Instead && <Instead {...props} />} instead={passOn}>
        <Body {...props} />
      </Boundary>
    );
  };
}
