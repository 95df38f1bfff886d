/** Makes parts of the page throw: any that has a boundary, without a word in the part itself. */
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { Boundary } from '../kit/Boundary.tsx';

export interface Breaking {
  /** Names of the parts that were rendered. */
  readonly parts: () => readonly string[];
  /** All parts of that name throw, also those that come later. */
  readonly breakAll: (part: string) => void;
  /** The first of that name throws. */
  readonly breakOne: (part: string) => void;
  /** Nothing throws any more; what has thrown stays as it is. */
  readonly mend: () => void;
}

/** Quoted by the error, and to be found in no report. */
export const SECRET = 'hunter2 at home/alarm';

function Thrower(): never {
  throw new TypeError(`Cannot read properties of undefined (reading '${SECRET}')`);
}

export function breakParts(): Breaking {
  const rendered = new Set<Boundary>();
  let isBroken: (one: Boundary) => boolean = () => false;
  const breakIf = (broken: typeof isBroken): void => {
    isBroken = broken;
    for (const one of rendered) if (broken(one)) one.forceUpdate();
  };
  const { render, componentWillUnmount } = Object.getOwnPropertyDescriptors(Boundary.prototype);
  vi.spyOn(Boundary.prototype, 'render').mockImplementation(function draw(
    this: Boundary,
  ): ReactNode {
    rendered.add(this);
    const throws = this.state.failure === undefined && isBroken(this);
    return throws ? <Thrower /> : render.value?.call(this);
  });
  vi.spyOn(Boundary.prototype, 'componentWillUnmount').mockImplementation(function unmount(
    this: Boundary,
  ): void {
    rendered.delete(this);
    componentWillUnmount.value?.call(this);
  });
  return {
    parts: () => [...new Set(Array.from(rendered, ({ props }) => props.part))],
    breakAll: (part) => breakIf(({ props }) => props.part === part),
    breakOne: (part) => {
      const first = [...rendered].find(({ props }) => props.part === part);
      breakIf((one) => one === first);
    },
    mend: () => breakIf(() => false),
  };
}
