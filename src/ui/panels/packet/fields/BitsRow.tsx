import { classes, useText } from '#kit';
import { bitSpan, shownValue } from '../../../session/packet/outline.ts';
import { type FieldItemProps, treeItem } from './FieldRowView.tsx';
import { bitCaption } from './visible.ts';

const INDENT = 14;

interface BitsRowProps {
  readonly items: readonly FieldItemProps[];
}

/** The fields that share a byte, as its eight bits in two groups of four with their names below. */
export function BitsRow({ items }: BitsRowProps) {
  const level = items[0]?.item.level ?? 1;
  return (
    <div
      role="presentation"
      className="grid grid-cols-[repeat(4,24px)_8px_repeat(4,24px)] pt-0.5 text-center font-mono max-[819.98px]:ml-2! max-[819.98px]:grid-cols-[repeat(4,40px)_8px_repeat(4,40px)]"
      style={{ marginLeft: 24 + (level - 2) * INDENT }}
    >
      {items.map((item) => (
        <BitField key={item.id} {...item} />
      ))}
    </div>
  );
}

/** Grid columns of a run of bits; the gap between the halves is a separate column. */
function columns(mask: number): string {
  const { first, count } = bitSpan(mask);
  const place = (bit: number): number => (bit < 4 ? bit + 1 : bit + 2);
  return `${place(first)} / ${place(first + count - 1) + 1}`;
}

function BitField(props: FieldItemProps) {
  const { node } = props.item;
  const t = useText().detail;
  const mask = node.mask ?? 0xff;
  const { first } = bitSpan(mask);
  return (
    <div
      {...treeItem(props)}
      style={{ gridColumn: columns(mask) }}
      className={classes('relative outline-none', props.selected ? 'text-fg' : 'text-fg-2')}
    >
      <span className="sr-only">{`${node.label} ${shownValue(node, t)}`}</span>
      <span aria-hidden="true" className="flex">
        {Array.from(node.bits, (bit, at) => (
          <span
            // Bits have no identity but their place.
            key={at}
            className={classes(
              'h-[18px] min-w-0 flex-1 border border-r-0 border-ctl leading-4 last:border-r max-[819.98px]:h-[22px] max-[819.98px]:leading-5',
              props.selected ? 'bg-sel' : 'bg-well',
              bit === '1' && 'font-semibold text-fg',
              first + at === 4 && at > 0 && 'ml-2 border-l',
            )}
          >
            {bit}
          </span>
        ))}
      </span>
      <span
        aria-hidden="true"
        className={classes(
          'mx-0.5 mt-0.5 block border-t-2 font-sans text-xs/[14px] whitespace-nowrap',
          props.selected ? 'border-accent' : 'border-ctl',
        )}
      >
        {bitCaption(node)}
      </span>
    </div>
  );
}
