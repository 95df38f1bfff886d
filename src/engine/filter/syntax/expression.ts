/** A display filter as a tree. */
import type { Span } from './filterError.ts';

export const ORDERINGS = ['==', '!=', '<', '<=', '>', '>='] as const;
export type Ordering = (typeof ORDERINGS)[number];
export type Operator = Ordering | 'contains' | 'matches' | '~' | 'is';

/** A field as written: `mqtt.topic`, `payload.params[0]`, `user["site"]`. */
export interface FieldReference {
  readonly name: string;
  /** Path into a JSON payload, or the name of a user property. */
  readonly steps: readonly (string | number)[];
  readonly at: Span;
}

export type Literal =
  | {
      readonly kind: 'number';
      readonly value: number;
      /** The number as written, without its unit, because a double may not hold all digits. */
      readonly text: string;
      readonly unit: string;
      readonly at: Span;
    }
  | { readonly kind: 'text'; readonly value: string; readonly at: Span }
  /** Bytes in hex with colons: `7b:7d`. */
  | { readonly kind: 'bytes'; readonly value: string; readonly at: Span }
  /** `publish`, `true`, and other unquoted text. */
  | { readonly kind: 'word'; readonly value: string; readonly at: Span };

/** A member of `{…}`; `to` makes it an inclusive range. */
export interface Member {
  readonly from: Literal;
  readonly to?: Literal;
}

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'present'; readonly field: FieldReference }
  | {
      readonly kind: 'compare';
      readonly field: FieldReference;
      readonly operator: Operator;
      readonly operatorAt: Span;
      readonly value: Literal;
    }
  | { readonly kind: 'in'; readonly field: FieldReference; readonly members: readonly Member[] }
  | { readonly kind: 'word'; readonly text: string };
