/** Builds the field tree of a dissection while a packet is read. */

import { type FieldKind, fieldLabel, fieldSection } from '../tables/fieldKinds.ts';
import type { ProtocolVersion } from '../tables/packet.ts';
import type { ValueMeaning } from '../tables/valueMeanings.ts';
import type { Field, FieldValue } from './dissection.ts';

interface OpenGroup {
  readonly kind: FieldKind;
  readonly offset: number;
  readonly children: Field[];
}

interface FieldExtras {
  readonly meaning?: ValueMeaning | undefined;
  readonly mask?: number | undefined;
  readonly children?: readonly Field[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export class FieldTree {
  readonly roots: Field[] = [];
  readonly #version: ProtocolVersion;
  readonly #open: OpenGroup[] = [];

  constructor(version: ProtocolVersion) {
    this.#version = version;
  }

  add(
    kind: FieldKind,
    value: FieldValue,
    offset: number,
    length: number,
    extras: FieldExtras = {},
  ): void {
    const field: Writable<Field> = {
      name: kind.name,
      label: fieldLabel(kind, this.#version),
      value,
      offset,
      length,
      section: fieldSection(kind, this.#version),
      children: extras.children ?? [],
    };
    if (extras.meaning !== undefined) field.meaning = extras.meaning;
    if (extras.mask !== undefined) field.mask = extras.mask;
    if (kind.secret) field.secret = true;
    const siblings = this.#open.at(-1)?.children ?? this.roots;
    siblings.push(field);
  }

  /** Makes the fields added until `close` children of this group. */
  open(kind: FieldKind, offset: number): void {
    this.#open.push({ kind, offset, children: [] });
  }

  /** Ends the innermost group at `end`. */
  close(end: number, value: FieldValue, meaning: ValueMeaning | undefined): void {
    const group = this.#open.pop();
    if (!group) return;
    this.add(group.kind, value, group.offset, end - group.offset, {
      meaning,
      children: group.children,
    });
  }
}
