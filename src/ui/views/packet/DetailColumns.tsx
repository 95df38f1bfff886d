import type { ReactNode } from 'react';
import { bytes as sizeText } from '../../../i18n/numbers.ts';
import { useText } from '../../kit/language/useText.ts';
import type { OutlineNode } from '../../session/packet/outline.ts';

interface DetailColumnsProps {
  readonly fields: ReactNode;
  /** The members of the payload, where there is room for a column of theirs. */
  readonly payload: { readonly node: OutlineNode; readonly tree: ReactNode } | undefined;
  readonly bytes: ReactNode;
  /** Size of the packet, bytes. */
  readonly size: number;
  /** px */
  readonly bytesWidth: number;
}

/**
 * Fields next to bytes. In a wide window, the payload's content is between them. Each column has a heading.
 */
export function DetailColumns({ fields, payload, bytes, size, bytesWidth }: DetailColumnsProps) {
  const t = useText().detail;
  if (payload === undefined) {
    return (
      <div
        className="grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)]"
        style={{ gridTemplateColumns: `minmax(0,1fr) ${bytesWidth}px` }}
      >
        <div className="min-h-0 border-r border-line">{fields}</div>
        {bytes}
      </div>
    );
  }
  const { node, tree } = payload;
  return (
    <div
      className="grid min-h-0 flex-1 grid-rows-[auto_minmax(0,1fr)]"
      style={{ gridTemplateColumns: `minmax(0,1fr) minmax(0,1fr) ${bytesWidth}px` }}
    >
      <Head name={t.fields} />
      <Head name={node.label} says={`${node.value} · ${sizeText(node.length)}`} />
      <Head name={t.bytes} says={sizeText(size)} />
      <div className="min-h-0 border-r border-line">{fields}</div>
      <div className="min-h-0 border-r border-line">{tree}</div>
      {bytes}
    </div>
  );
}

function Head({ name, says }: { readonly name: string; readonly says?: string }) {
  return (
    <p
      aria-hidden="true"
      className="flex h-(--h-head) items-center gap-2 truncate border-r border-b border-line px-3 text-xs text-fg-2 nth-3:border-r-0"
    >
      <b className="font-semibold">{name}</b>
      <span className="truncate font-mono">{says}</span>
    </p>
  );
}
