/** Lazily loaded components. */
import { createElement, type ReactNode, Suspense, use, useEffect, useState } from 'react';
import { Boundary } from '../failures/Boundary.tsx';
import type { FailedProps } from '../failures/FailedPart.tsx';
import { Loading } from '../language/loading.ts';
import { type LoadOptions, loadedLater } from './loadedLater.ts';
import { WaitsHere } from './Waits.tsx';

/** Leaves exceptions to the boundary around, which has a name. React keeps the component stack of the first throw. */
function passOn({ failure }: FailedProps): never {
  throw failure.error;
}

type Draw<P> = (props: P) => ReactNode;

let drawn: () => void = () => undefined;

/**
 * Calls `listener` whenever a lazy part is drawn after a wait, because the focus may have been requested
 * there meanwhile.
 */
export function whenDrawnLate(listener: () => void): void {
  drawn = listener;
}

interface AwaitedProps {
  /** Drawn until the children and their texts are loaded. */
  readonly waits: ReactNode;
  /** Drawn if they can't be loaded; one line, if absent. */
  readonly missing?: ReactNode;
  readonly children: ReactNode;
}

/** Draws a placeholder while its children are suspended, so that the parts around them stay visible. */
export function Awaited({ waits, missing, children }: AwaitedProps) {
  return (
    <Boundary part="" missing={missing} instead={passOn}>
      <Suspense fallback={waits}>{children}</Suspense>
    </Boundary>
  );
}

interface LaterOptions<P> extends Pick<LoadOptions, 'idle'> {
  /** Drawn until it is loaded. */
  readonly Waits?: Draw<P>;
  /** Drawn if it can't be loaded; one line, if absent. */
  readonly Missing?: Draw<P>;
}

/**
 * A component that is loaded when first drawn. If it is already loaded, it is drawn at once.
 * @param load loads it, or a result of `loadedLater` that is also used elsewhere
 */
export function later<P extends object>(
  load: (() => Promise<Draw<P>>) | Loading<Draw<P>>,
  { Waits = WaitsHere, Missing, ...options }: LaterOptions<P> = {},
): Draw<P> {
  const loading = load instanceof Loading ? load : loadedLater(load, options);
  function Drawn({ from, props }: { from: Draw<P> | Promise<Draw<P>>; props: P }) {
    const isLate = from instanceof Promise;
    const Body = isLate ? use(from) : from;
    useEffect(() => {
      if (isLate) drawn();
    }, [isLate]);
    return createElement(Body, props);
  }
  function Begun(props: P) {
    // Kept: reading it again would make it another component, which loses its state.
    const [from] = useState(() => ({ draw: loading.found ?? loading.load() }));
    return (
      <Suspense fallback={<Waits {...props} />}>
        <Drawn from={from.draw} props={props} />
      </Suspense>
    );
  }
  return function Later(props: P) {
    return (
      <Boundary part="" missing={Missing && <Missing {...props} />} instead={passOn}>
        <Begun {...props} />
      </Boundary>
    );
  };
}
