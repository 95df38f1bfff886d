/**
 * Tests whether a text contains a match of a regular expression. Each character is read once. Sets of states
 * are built when a text needs them, and cached up to a limit. The time is at most length of the text times
 * size of the expression, and usually just the length. The construction of sets is charged to a budget.
 */

import type { ByteFinder } from '../../../base/byteSearch.ts';
import type { Steps } from '../../../base/steps.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { buildMachine, type Machine } from './machine.ts';
import { readPattern } from './pattern.ts';
import { requiredText } from './requiredText.ts';

/** A set of states of the automaton. */
interface Step {
  readonly members: readonly number[];
  readonly isMatch: boolean;
  readonly isMatchAtEnd: boolean;
}

const UNITS = 0x10000;
/**
 * Maximum size of the table plus all steps' members, in numbers. Each expression keeps at most about 2 MB.
 */
const MOST_KEPT = 1 << 18;
const FEWEST_STEPS = 8;
/** Cost of each state and range that a new set visits, in budget steps. */
const VISIT = 400;
/** Placeholder for the number of a step. After the budget is exceeded, all steps are unknown. */
const UNKNOWN = 0;
const MATCH = 1;
const FIRST_NUMBER = 2;

export class Regex {
  readonly #machine: Machine;
  readonly #required: ByteFinder | undefined;
  /** The class of each UTF-16 unit. Units of one class are equivalent. */
  readonly #classes: Uint16Array;
  /** A unit of each class. */
  readonly #samples: readonly number[];
  /** Steps by number. */
  #steps: Step[] = [];
  #numbers = new Map<string, number>();
  /** Transitions: for each step, the next step by class of characters. */
  #table = new Uint16Array();
  #begin = UNKNOWN;
  #members = 0;
  readonly #budget: Steps | undefined;
  /** Cost of a new set, in budget steps. */
  readonly #price: number;

  /**
   * Throws `PatternError`.
   * @param budget nothing matches after it is exceeded
   */
  constructor(source: string, budget?: Steps) {
    const pattern = readPattern(source);
    this.#machine = buildMachine(pattern);
    this.#budget = budget;
    this.#price = VISIT * sizeOf(this.#machine);
    this.#required = requiredText(pattern);
    [this.#classes, this.#samples] = classesOf(this.#machine);
    this.#forget();
  }

  test(text: string): boolean {
    let step = this.#begin;
    for (let at = 0; at < text.length && step > MATCH; at += 1) {
      step = this.#after(step, this.#classes[text.charCodeAt(at)] ?? 0);
    }
    return this.#isMatchAtEnd(step);
  }

  /** Tests UTF-8 bytes. If they are invalid, each byte counts as a character. */
  testBytes(bytes: Uint8Array, from = 0, to = bytes.length): boolean {
    if (this.#required !== undefined && !this.#required(bytes, from, to)) return false;
    const classes = this.#classes;
    const width = this.#samples.length;
    let table = this.#table;
    let step = this.#begin;
    let isPlain = true;
    for (let at = from; at < to && step > MATCH; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= 0x80 && isPlain) {
        const text = decodeUtf8(bytes.subarray(from, to));
        if (text !== undefined) return this.test(text);
        isPlain = false;
      }
      const kind = classes[byte] ?? 0;
      const next = table[step * width + kind] ?? UNKNOWN;
      step = next === UNKNOWN ? this.#learn(step, kind) : next;
      if (next === UNKNOWN) table = this.#table;
    }
    return this.#isMatchAtEnd(step);
  }

  #after(step: number, kind: number): number {
    const next = this.#table[step * this.#samples.length + kind] ?? UNKNOWN;
    return next === UNKNOWN ? this.#learn(step, kind) : next;
  }

  #isMatchAtEnd(step: number): boolean {
    return step === MATCH || this.#steps[step]?.isMatchAtEnd === true;
  }

  #learn(from: number, kind: number): number {
    if (this.#budget?.take(this.#price) === false) return UNKNOWN;
    const sample = this.#samples[kind] ?? 0;
    const { states, first } = this.#machine;
    // A match may begin at every character.
    const reached: number[] = [first];
    for (const index of this.#steps[from]?.members ?? []) {
      const state = states[index];
      if (state?.kind === 'set' && holds(state.ranges, sample)) reached.push(state.next);
    }
    if (this.#isFull()) {
      this.#forget();
      return this.#numberOf(reached, false);
    }
    const next = this.#numberOf(reached, false);
    this.#table[from * this.#samples.length + kind] = next;
    return next;
  }

  #numberOf(reached: readonly number[], isAtStart: boolean): number {
    const members = this.#closure(reached, isAtStart, false);
    const key = `${isAtStart ? '^' : ''}${members.join()}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const step = this.#stepOf(members, reached, isAtStart);
    const number = step.isMatch ? MATCH : this.#steps.push(step) - 1;
    this.#members += members.length;
    this.#numbers.set(key, number);
    const room = this.#steps.length * this.#samples.length;
    if (room > this.#table.length) {
      const table = new Uint16Array(room * 2);
      table.set(this.#table);
      this.#table = table;
    }
    return number;
  }

  #stepOf(members: readonly number[], reached: readonly number[], isAtStart: boolean): Step {
    const { states } = this.#machine;
    const isMatch = members.some((index) => states[index]?.kind === 'match');
    const atEnd = isMatch ? members : this.#closure(reached, isAtStart, true);
    const isMatchAtEnd = atEnd.some((index) => states[index]?.kind === 'match');
    return { members, isMatch, isMatchAtEnd };
  }

  #isFull(): boolean {
    const { length } = this.#steps;
    if (length < FEWEST_STEPS) return false;
    return (length + 1) * this.#samples.length > MOST_KEPT || this.#members > MOST_KEPT;
  }

  #forget(): void {
    this.#members = 0;
    const none: Step = { members: [], isMatch: false, isMatchAtEnd: false };
    this.#steps = Array.from({ length: FIRST_NUMBER }, () => none);
    this.#numbers = new Map();
    this.#table = new Uint16Array();
    this.#begin = this.#numberOf([this.#machine.first], true);
  }

  /** All states that can be reached without a character, sorted. */
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

const sizeOf = ({ states }: Machine): number =>
  states.reduce((sum, state) => sum + (state.kind === 'set' ? 1 + state.ranges.length : 1), 0);

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
