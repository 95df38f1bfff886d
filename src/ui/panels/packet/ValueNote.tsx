import { Columns3 } from 'lucide-react';
import { classes, useText } from '#kit';
import type { ValuePath } from '../../../payload/tree/valueTree.ts';
import { ChartButton } from '../../pieces/ChartButton.tsx';
import type { OutlineNode } from '../../session/packet/outline.ts';
import { toggleKey } from '../../session/packets/columnChanges.ts';
import { hasKey, keyColumn, keyName, useColumnChoice } from '../../session/packets/columns.ts';
import { isNumber } from './fields/changeWords.ts';

interface ValueNoteProps {
  readonly connectionId: string;
  readonly topic: string | undefined;
  readonly node: OutlineNode;
}

/** Buttons after a value: its column in the list and, after a number, its chart. */
export function ValueNote({ connectionId, topic, node }: ValueNoteProps) {
  const { member, secret, children } = node;
  if (secret || topic === undefined) return null;
  const path = member === undefined ? [] : member.tree.path(member.row);
  const isOne = path.length > 0 && children.length === 0;
  if (!isOne && !isNumber(node)) return null;
  return (
    <span className="ml-auto flex shrink-0">
      {isOne && <ColumnButton path={path} />}
      {isNumber(node) && (
        <ChartButton connectionId={connectionId} topic={topic} path={path} ofLine="seen" />
      )}
    </span>
  );
}

/** The keyboard uses the menu of the field. Lists in narrow windows have no such columns. */
function ColumnButton({ path }: { path: ValuePath }) {
  const t = useText().detail;
  const isThere = useColumnChoice((choice) => hasKey(choice, path));
  const { keys } = useColumnChoice();
  const name = keyName(keyColumn(path), { keys: [...keys, path] });
  const label = t.asColumn(name);
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      aria-pressed={isThere}
      title={isThere ? t.noColumn(name) : label}
      className={classes(
        'inline-flex h-5 shrink-0 items-center rounded-sm px-1 hover:bg-raised hover:text-fg max-[899.98px]:hidden',
        isThere ? 'text-accent' : 'text-fg-3 opacity-0 group-hover/field:opacity-100',
      )}
      onClick={() => toggleKey(path)}
    >
      <Columns3 size={13} aria-hidden />
    </button>
  );
}
