/** Values of a fixed number of bytes. They cannot be detected, only chosen. */
import { BuiltTree, type Key } from '../../tree/builtTree.ts';
import type { Decoded, PayloadFormat } from '../../tree/format.ts';
import { treeReading } from '../../tree/treeReading.ts';

export interface FixedType {
  /** The name in a chain, with its arguments. */
  readonly name: string;
  readonly bytes: number;
  /** Adds the value that begins at `at`. All its bytes must be present. */
  readonly add: (tree: BuiltTree, payload: Uint8Array, at: number, key?: Key) => void;
}

interface DecodedFixed extends Decoded {
  readonly tree: BuiltTree | undefined;
}

/** Reads exactly one value. */
function one({ bytes, add }: FixedType, payload: Uint8Array): DecodedFixed {
  if (payload.length < bytes) return { tree: undefined, error: { key: 'ends', offset: 0 } };
  const tree = new BuiltTree();
  add(tree, payload, 0);
  if (payload.length === bytes) return { tree };
  return { tree, error: { key: 'rest', offset: bytes, isHarmless: true } };
}

/** Reads as many values as there are. */
function many({ bytes, add }: FixedType, payload: Uint8Array): DecodedFixed {
  const tree = new BuiltTree();
  tree.open('array', 0);
  let at = 0;
  for (; at + bytes <= payload.length && !tree.isFull; at += bytes) add(tree, payload, at);
  tree.end(payload.length);
  if (at === payload.length) return { tree };
  return { tree, error: { key: tree.isFull ? 'many' : 'ends', offset: at } };
}

/** @param isArray whether the payload holds any number of values */
export function fixedFormat(type: FixedType, isArray: boolean): PayloadFormat {
  const name = isArray ? `${type.name}[]` : type.name;
  return {
    id: name,
    name,
    extension: '.bin',
    ...treeReading((payload) => (isArray ? many : one)(type, payload)),
  };
}
