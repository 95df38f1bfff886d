/**
 * Whether a text holds a match of a regular expression. Each character is looked at once: sets of
 * states are built as texts need them, and remembered within a bound. So no text takes longer than
 * its length times the size of the expression, and nearly all take just their length.
 */
import { decodeUtf8 } from '../../../mqtt/utf8.ts';
import { buildMachine, type Machine } from './machine.ts';
import { readPattern } from './pattern.ts';

/** A set of states of the machine, and where each class of characters leads from it. */
interface Step {
  readonly members: readonly number[];
  readonly isMatch: boolean;
  readonly isMatchAtEnd: boolean;
  readonly next: (Step | undefined)[];
}

const UNITS = 0x10000;
const MOST_STEPS = 2000;

export class Regex {
  readonly #machine: Machine;
  /** Which class each UTF-16 unit belongs to: those of one class are never told apart. */
  readonly #classes: Uint16Array;
  /** One unit of each class. */
  readonly #samples: readonly number[];
  #steps = new Map<string, Step>();
  #begin: Step;

  /** Throws `PatternError`. */
  constructor(source: string) {
    this.#machine = buildMachine(readPattern(source));
    [this.#classes, this.#samples] = classesOf(this.#machine);
    this.#begin = this.#stepOf([this.#machine.first], true);
  }

  test(text: string): boolean {
    let step = this.#begin;
    for (let at = 0; at < text.length; at += 1) {
      if (step.isMatch) return true;
      step = this.#after(step, text.charCodeAt(at));
    }
    return step.isMatch || step.isMatchAtEnd;
  }

  /** Of a text in UTF-8; where it is none, each byte is taken for a character. */
  testBytes(bytes: Uint8Array): boolean {
    const classes = this.#classes;
    let step = this.#begin;
    let isPlain = true;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= 0x80 && isPlain) {
        const text = decodeUtf8(bytes);
        if (text !== undefined) return this.test(text);
        isPlain = false;
      }
      if (step.isMatch) return true;
      const kind = classes[byte] ?? 0;
      step = step.next[kind] ?? this.#learn(step, kind);
    }
    return step.isMatch || step.isMatchAtEnd;
  }

  #after(step: Step, unit: number): Step {
    const kind = this.#classes[unit] ?? 0;
    return step.next[kind] ?? this.#learn(step, kind);
  }

  #learn(step: Step, kind: number): Step {
    const sample = this.#samples[kind] ?? 0;
    const { states, first } = this.#machine;
    // A match may begin at every character.
    const reached: number[] = [first];
    for (const index of step.members) {
      const state = states[index];
      if (state?.kind === 'set' && holds(state.ranges, sample)) reached.push(state.next);
    }
    const next = this.#stepOf(reached, false);
    step.next[kind] = next;
    return next;
  }

  #stepOf(reached: readonly number[], isAtStart: boolean): Step {
    const members = this.#closure(reached, isAtStart, false);
    const key = `${isAtStart ? '^' : ''}${members.join()}`;
    const known = this.#steps.get(key);
    if (known) return known;
    const { states } = this.#machine;
    const isMatch = members.some((index) => states[index]?.kind === 'match');
    const atEnd = isMatch ? members : this.#closure(reached, isAtStart, true);
    const isMatchAtEnd = atEnd.some((index) => states[index]?.kind === 'match');
    const step: Step = { members, isMatch, isMatchAtEnd, next: [] };
    if (this.#steps.size >= MOST_STEPS) this.#forget();
    this.#steps.set(key, step);
    return step;
  }

  /** Steps that are in use live on until the text is done; they lead to none that is remembered. */
  #forget(): void {
    for (const step of this.#steps.values()) step.next.length = 0;
    this.#steps = new Map();
    this.#begin = { ...this.#begin, next: [] };
  }

  /** Every state that can be reached without a character; sorted. */
  #closure(from: readonly number[], isAtStart: boolean, isAtEnd: boolean): number[] {
    const { states } = this.#machine;
    const seen = new Uint8Array(states.length);
    const open = [...from];
    const members: number[] = [];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (seen[index] === 1) continue;
      seen[index] = 1;
      const state = states[index];
      const isPassed = (state?.kind === 'start' && isAtStart) || (state?.kind === 'end' && isAtEnd);
      if (state?.kind === 'fork') open.push(state.next, state.other);
      else if (isPassed) open.push(state.next);
      else members.push(index);
    }
    return members.sort((a, b) => a - b);
  }
}

function holds(ranges: readonly (readonly [number, number])[], unit: number): boolean {
  return ranges.some(([first, last]) => unit >= first && unit <= last);
}

function classesOf({ states }: Machine): [Uint16Array, number[]] {
  const borders = new Set([0]);
  for (const state of states) {
    if (state.kind !== 'set') continue;
    for (const [first, last] of state.ranges) {
      borders.add(first);
      if (last + 1 < UNITS) borders.add(last + 1);
    }
  }
  const samples = [...borders].sort((a, b) => a - b);
  const classes = new Uint16Array(UNITS);
  for (const [kind, first] of samples.entries()) {
    classes.fill(kind, first, samples[kind + 1] ?? UNITS);
  }
  return [classes, samples];
}
