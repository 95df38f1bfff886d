/** One step of a chain: its name, its arguments and the format it makes. */
import type { Fact } from '../../base/message.ts';
import type { PayloadFormat } from '../tree/format.ts';
import type { SchemaFaults } from './schemaFaults.ts';

/** A schema of the person's, kept with the profile. */
export interface SchemaFile {
  readonly name: string;
  readonly text: string;
}

/** What may stand in the brackets of a step; `files`: names that end so. */
type StepArgument = {
  readonly isOptional?: true;
  /** The last of a step: any number of them. */
  readonly isRepeated?: true;
} & (
  | {
      readonly kind: 'file';
      readonly endings: readonly string[];
      /** It says something without a type, too. */
      readonly isWhole?: true;
    }
  /** Of the file before it. */
  | { readonly kind: 'type' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'text' }
);

/** Why there is no such step; `at`: which of its arguments, from 0. */
export interface StepFaults {
  /** The file, or one that it needs, cannot be read; lines and columns from 1. */
  readonly schema: {
    readonly at: number;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly why: Fact<SchemaFaults>;
  };
  readonly 'no-file': { readonly at: number; readonly file: string };
  readonly 'no-type': { readonly at: number; readonly type: string; readonly file: string };
  readonly 'no-choice': { readonly at: number; readonly choices: readonly string[] };
  /** No name with a number of bits, such as `flags:3`. */
  readonly 'no-bits': { readonly at: number; readonly found: string };
}

export interface Step {
  /** As it is written: lower case, digits and hyphens, a letter first; `[]` ends those of any number of values. */
  readonly name: string;
  readonly takes?: readonly StepArgument[];
  /** As many arguments as it takes; those that may be left out may be missing. */
  readonly make: (
    args: readonly string[],
    files: readonly SchemaFile[],
  ) => PayloadFormat | Fact<StepFaults>;
  /** Names of the types of a file; empty where it cannot be read. */
  readonly typesIn?: (file: SchemaFile, files: readonly SchemaFile[]) => readonly string[];
}
