/** Orders the keys of formatted JSON for reading: scalars before objects and arrays. */
import type { LaidOut } from '../../../payload/tree/format.ts';

/** A value on its line; an object or array also has the values in it and the line that closes it. */
interface Block {
  readonly line: number;
  readonly isObject: boolean;
  readonly children: Block[];
  /** undefined for a scalar. */
  end: number | undefined;
}

interface Placed {
  readonly line: number;
  readonly text: string;
}

/** Moves whole lines; elements of arrays keep their order. A layout without such keys is returned as it is. */
export function scalarsFirst(laidOut: LaidOut): LaidOut {
  const lines = laidOut.text.split('\n');
  const root = blocksOf(lines);
  if (root === undefined) return laidOut;
  const placed = written(root, lines);
  return {
    ...laidOut,
    text: placed.map(({ text }) => text).join('\n'),
    lineOffsets: placed.map(({ line }) => laidOut.lineOffsets[line] ?? 0),
  };
}

/** undefined: the order is right. */
function blocksOf(lines: readonly string[]): Block | undefined {
  const root: Block = { line: -1, isObject: false, children: [], end: undefined };
  // A stack instead of recursion works at any depth.
  const open = [root];
  let isOrdered = true;
  for (const [line, text] of lines.entries()) {
    const around = open.at(-1) ?? root;
    if (/^ *[\]}]/.test(text)) {
      around.end = line;
      open.pop();
      continue;
    }
    const isContainer = text.endsWith('{') || text.endsWith('[');
    const isLate = !isContainer && around.children.at(-1)?.end !== undefined;
    if (around.isObject && isLate) isOrdered = false;
    const block: Block = { line, isObject: text.endsWith('{'), children: [], end: undefined };
    around.children.push(block);
    if (isContainer) open.push(block);
  }
  return isOrdered ? undefined : root;
}

function written(root: Block, lines: readonly string[]): readonly Placed[] {
  const placed: Placed[] = [];
  const put = (line: number, isLast: boolean): void => {
    const text = (lines[line] ?? '').replace(/,$/, '');
    placed.push({ line, text: isLast ? text : `${text},` });
  };
  type Work = { readonly block: Block; readonly isLast: boolean; readonly isClosing: boolean };
  const work: Work[] = root.children.map((block) => ({ block, isLast: true, isClosing: false }));
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const { block, isLast, isClosing } = next;
    if (isClosing) put(block.end ?? block.line, isLast);
    else if (block.end === undefined) put(block.line, isLast);
    else {
      placed.push({ line: block.line, text: lines[block.line] ?? '' });
      work.push({ block, isLast, isClosing: true });
      const inner = block.isObject ? sorted(block.children) : block.children;
      for (let at = inner.length - 1; at >= 0; at -= 1) {
        const child = inner[at];
        if (child !== undefined)
          work.push({ block: child, isLast: at === inner.length - 1, isClosing: false });
      }
    }
  }
  return placed;
}

const sorted = (blocks: readonly Block[]): readonly Block[] => [
  ...blocks.filter(({ end }) => end === undefined),
  ...blocks.filter(({ end }) => end !== undefined),
];
