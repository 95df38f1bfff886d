/**
 * Position of a value in its document, as a linked list: creating one costs the same at any depth and with
 * any name.
 */

import { pathText } from '../../../payload/tree/valueTree.ts';

export interface Place {
  readonly parent: Place | undefined;
  readonly step: string | number;
}

/** `undefined` is the document itself. */
export const below = (parent: Place | undefined, step: string | number): Place => ({
  parent,
  step,
});

/** Characters displayed of a name, and of a whole path. */
const LONGEST_STEP = 100;
const LONGEST = 400;

function stepsOf(place: Place | undefined): readonly string[] {
  const steps: string[] = [];
  for (let at = place; at !== undefined; at = at.parent) {
    const step = String(at.step);
    steps.push(step.length > LONGEST_STEP ? `${step.slice(0, LONGEST_STEP)}…` : step);
  }
  return steps.reverse();
}

const clipped = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;

/** Formats a path such as `payload.params.temp[3]`. */
export function pathOf(place: Place | undefined): string {
  const steps = stepsOf(place).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return clipped(pathText(steps));
}

/** Formats a JSON pointer such as `#/properties/temp`. */
export function pointerOf(place: Place | undefined): string {
  const steps = stepsOf(place).map(
    (step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  );
  return clipped(`#${steps.join('')}`);
}

export function isSamePlace(one: Place | undefined, other: Place | undefined): boolean {
  let [left, right] = [one, other];
  while (left !== right) {
    if (left?.step !== right?.step) return false;
    left = left?.parent;
    right = right?.parent;
  }
  return true;
}
