/** Makes any part with a boundary throw, without changing its code. */

import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { Boundary } from '#kit';

export interface Breaking {
  /** Names of the parts that were rendered. */
  readonly parts: () => readonly string[];
  /** Makes all parts with this name throw, including later ones. */
  readonly breakAll: (part: string) => void;
  /** Makes the first part with this name throw. */
  readonly breakOne: (part: string) => void;
  /** Stops throwing. Failed parts stay failed. */
  readonly mend: () => void;
}

/** Text of the error, which must not appear in any report. */
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
