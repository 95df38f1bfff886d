/** Positions in JSON documents: JSON pointers, and the paths of values. */
import { pathText } from '../../payload/tree/valueTree.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null;

/** Characters displayed of a name, and of a whole position. */
const LONGEST_STEP = 100;
const LONGEST = 400;

export const clipped = (text: string, longest = LONGEST): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text;

/** The steps of a location such as `#/a~1b/0`, as the evaluator writes it. */
export const stepsOf = (location: string): readonly string[] =>
  location
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));

/** Formats a path such as `payload.params.temp[3]`. */
export function pathOf(location: string): string {
  const steps = stepsOf(location).map((step) => clipped(step, LONGEST_STEP));
  return clipped(pathText(steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step))));
}

/** Formats a JSON pointer such as `#/properties/temp`. */
export function pointerOf(steps: readonly string[]): string {
  const all = steps.map(
    (step) => `/${clipped(step, LONGEST_STEP).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  );
  return clipped(`#${all.join('')}`);
}

/** The member or element of that name, but nothing inherited. */
export const childOf = (value: unknown, step: string): unknown =>
  isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;

interface FoundPart {
  readonly place: string;
  readonly part: JsonObject;
}

/** The first object in the document that passes the test. */
export function placeWhere(
  document: unknown,
  passes: (part: JsonObject) => boolean,
  steps: readonly string[] = [],
): FoundPart | undefined {
  if (!isObject(document)) return undefined;
  if (!Array.isArray(document) && passes(document)) {
    return { place: pointerOf(steps), part: document };
  }
  for (const [name, value] of Object.entries(document)) {
    const found = isObject(value) ? placeWhere(value, passes, [...steps, name]) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
