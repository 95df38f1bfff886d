/** Finds paths into payloads and user properties that a filter names and that no packet has. */
import { compileFilter } from '../filter/compile.ts';
import type { Expression, FieldReference } from '../filter/syntax/expression.ts';
import { nearestOf } from '../filter/syntax/nearest.ts';
import { parseFilter } from '../filter/syntax/parse.ts';
import { printFilter } from '../filter/syntax/print.ts';
import { FilteredRows } from './filteredRows.ts';
import type { CaptureFacts } from './packetCursor.ts';
import { pathsEndingIn } from './pathEnds.ts';
import { payloadPathsSeen, userPropertiesSeen } from './pathsSeen.ts';

export interface MissingPath {
  /** The path as written. */
  readonly path: string;
  /** Its first position in the text. */
  readonly from: number;
  readonly to: number;
  /** Existing paths that end in it, or else the most similar one. */
  readonly suggestions: readonly string[];
}

/** Maximum number of paths of a filter that are checked. */
const MOST = 8;

interface Searched {
  readonly reference: FieldReference;
  readonly path: string;
  readonly rows: FilteredRows;
}

export class MissingPaths {
  readonly #facts: CaptureFacts;
  readonly #searched: readonly Searched[];
  /** Nothing is missing before the first message. */
  readonly #messages: FilteredRows | undefined;

  constructor(text: string, facts: CaptureFacts) {
    this.#facts = facts;
    const { expression } = parseFilter(text);
    const found = new Map<string, FieldReference>();
    if (expression)
      for (const one of pathsIn(expression)) if (!found.has(one[0])) found.set(...one);
    this.#searched = [...found].slice(0, MOST).flatMap(([path, reference]) => {
      const rows = rowsOf(path, facts);
      return rows === undefined ? [] : [{ reference, path, rows }];
    });
    if (this.#searched.length > 0) this.#messages = rowsOf('type == publish', facts);
  }

  /**
   * Examines packets while there is time, until each path was found. @returns whether the result is complete
   */
  advance(hasTime: () => boolean): boolean {
    const all = [
      ...(this.#messages ? [this.#messages] : []),
      ...this.#searched.map((one) => one.rows),
    ];
    return all.every((rows) => {
      const continues = () => rows.progress.shown === 0 && hasTime();
      return rows.advance(continues) || rows.progress.shown > 0;
    });
  }

  missing(hasTime: () => boolean): readonly MissingPath[] {
    if ((this.#messages?.progress.shown ?? 0) === 0) return [];
    return this.#searched
      .filter(({ rows }) => rows.progress.shown === 0)
      .map(({ reference, path }) => {
        const { from, to } = reference.at;
        return { path, from, to, suggestions: this.#suggestions(reference, path, hasTime) };
      });
  }

  #suggestions({ name, steps }: FieldReference, path: string, hasTime: () => boolean) {
    const isOfPayload = name === 'payload';
    const look = isOfPayload ? payloadPathsSeen : userPropertiesSeen;
    const seen = look(this.#facts, hasTime);
    const ends = isOfPayload ? pathsEndingIn(path, seen) : [];
    if (ends.length > 0) return ends;
    const names = seen.map(({ text }) => text);
    const near = nearestOf(path, names, 2);
    if (near !== undefined) return [near];
    return isOfPayload ? pathsEndingIn(String(steps.at(-1)), seen) : [];
  }
}

function rowsOf(text: string, facts: CaptureFacts): FilteredRows | undefined {
  const filter = compileFilter(text);
  return filter.ok ? new FilteredRows(filter, facts, 'matches') : undefined;
}

function pathsIn(expression: Expression): readonly (readonly [string, FieldReference])[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.flatMap(pathsIn);
    case 'not':
      return pathsIn(expression.operand);
    case 'word':
      return [];
    case 'present':
    case 'compare':
    case 'in': {
      const { field } = expression;
      return field.steps.length === 0 ? [] : [[printFilter({ kind: 'present', field }), field]];
    }
  }
}
