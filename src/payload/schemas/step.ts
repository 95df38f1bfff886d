/** Describes a step of a chain: its name, its arguments and the format it makes. */
import type { Localizable } from '../../base/message.ts';
import type { PayloadFormat } from '../tree/format.ts';
import type { SchemaFileErrors } from './schemaFileErrors.ts';

/** A user's schema file, stored with the profile. */
export interface SchemaFile {
  readonly name: string;
  readonly text: string;
}

/** An argument of a step. `files`: file name endings. */
type StepArgument = {
  readonly isOptional?: true;
  /** The last argument, which may occur any number of times. */
  readonly isRepeated?: true;
} & (
  | { readonly kind: 'file'; readonly endings: readonly string[] }
  /** A type in the file of the argument before. */
  | { readonly kind: 'type' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'text' }
);

/** Reasons why a step is invalid; `at`: index of the argument, from 0. */
export interface StepErrors {
  /** The file, or a file that it uses, cannot be read; lines and columns from 1. */
  readonly schema: {
    readonly at: number;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly why: Localizable<SchemaFileErrors>;
  };
  readonly 'no-file': { readonly at: number; readonly file: string };
  readonly 'no-type': { readonly at: number; readonly type: string; readonly file: string };
  readonly 'no-choice': { readonly at: number; readonly choices: readonly string[] };
  /** Not a number of bytes up to `most`. */
  readonly 'no-count': { readonly at: number; readonly found: string; readonly most: number };
  /** Not a name with a number of bits, such as `flags:3`. */
  readonly 'no-bits': { readonly at: number; readonly found: string };
}

export interface Step {
  /**
   * The name in a chain: lower case letters, digits and hyphens, a letter first. Steps for any number of
   * values end with `[]`.
   */
  readonly name: string;
  readonly takes?: readonly StepArgument[];
  /** Arguments of the step if none are given, by the name of the next step. */
  readonly argumentsBefore?: (next: string | undefined) => readonly string[];
  /** Gets all arguments of the step; optional ones may be missing. */
  readonly make: (
    args: readonly string[],
    files: readonly SchemaFile[],
  ) => PayloadFormat | Localizable<StepErrors>;
  /** Names of the types in a file; empty if the file cannot be read. */
  readonly typesIn?: (file: SchemaFile, files: readonly SchemaFile[]) => readonly string[];
}
