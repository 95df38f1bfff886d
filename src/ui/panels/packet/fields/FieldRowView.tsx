import { ChevronDown, ChevronRight, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes, nameStart, useText } from '#kit';
import type { FieldMeaning } from '../../../../alibaba/alink/fieldMeanings.ts';
import { visibleText } from '../../../../base/visibleText.ts';
import { bytes as sizeText } from '../../../../i18n/numbers.ts';
import type { PacketProblem } from '../../../../mqtt/dissect/dissection.ts';
import { TONES } from '../../../pieces/bytes/tones.ts';
import { MeaningNote } from '../../../pieces/marks/MeaningNote.tsx';
import { meaningWords } from '../../../session/alink/words.ts';
import { bytesText, shownValue } from '../../../session/packet/outline.ts';
import type { ChangeWords } from './changeWords.ts';
import { bitPattern, type FieldItem } from './visible.ts';

/** Pixels that each level is moved in. */
const INDENT = 14;
/** Characters of a value in its tooltip. */
const TITLE_LENGTH = 400;

export interface FieldItemProps {
  readonly item: FieldItem;
  readonly id: string;
  readonly selected: boolean;
  readonly hovered: boolean;
  readonly problems: readonly PacketProblem[] | undefined;
  /** Meaning of a payload member, if known. */
  readonly meaning: FieldMeaning | undefined;
}

interface FieldRowProps extends FieldItemProps {
  /** Part of the group around the selected field. */
  readonly around: boolean;
  readonly bytes: Uint8Array | undefined;
  /** Shows the number of bytes in the payload, too. */
  readonly sized: boolean;
  /** Rows have the height of list rows. */
  readonly isRoomy: boolean;
  /** After the value. */
  readonly note?: ReactNode;
  /** Previous value, if it differs. */
  readonly change: ChangeWords | undefined;
  /** The previous value is on the second of two lines. */
  readonly isChangeBelow: boolean;
}

/** px */
export const indentOf = ({ level }: FieldItem): number => (level - 1) * INDENT;

/** ARIA attributes of a field's position and state. Its accessible name is its label and value. */
export function treeItem({ item, id, selected }: FieldItemProps) {
  return {
    id,
    'data-key': item.node.key,
    role: 'treeitem',
    tabIndex: -1,
    'aria-level': item.level,
    'aria-setsize': item.siblings,
    'aria-posinset': item.position,
    'aria-selected': selected,
    'aria-expanded': item.expandable ? item.expanded : undefined,
  } as const;
}

export function FieldRowView(props: FieldRowProps) {
  const { item, selected, around, problems, bytes, meaning, change, isChangeBelow } = props;
  const { node } = item;
  const { detail: t, alink, formatErrors, payloadRules } = useText();
  const value = shownValue(node, t);
  const words = meaning && meaningWords(meaning, alink);
  const Chevron = item.expanded ? ChevronDown : ChevronRight;
  return (
    <div
      {...treeItem(props)}
      aria-description={words?.short}
      className={classes(
        'group/field',
        'flex h-full items-center pr-3 whitespace-nowrap outline-none',
        isChangeBelow && 'relative pb-6',
        selected
          ? 'bg-sel shadow-[inset_2px_0_var(--accent)]'
          : around
            ? 'bg-sel-2'
            : change
              ? 'bg-flash'
              : 'hover:bg-hover',
        props.hovered && 'shadow-[inset_0_0_0_1px_var(--line-ctl)]',
      )}
      style={{ paddingLeft: 8 + indentOf(item) }}
    >
      <span
        aria-hidden="true"
        data-toggle={item.expandable || undefined}
        className="grid w-4 shrink-0 place-items-center text-fg-3"
      >
        {item.expandable && <Chevron size={12} />}
      </span>
      {node.mask !== undefined && (
        <span aria-hidden="true" className="mr-2 shrink-0 font-mono text-fg-3">
          {bitPattern(node)}
        </span>
      )}
      {problems !== undefined && <ProblemIcon problems={problems} />}
      <span
        className={classes(
          'mr-2 max-w-[60%] shrink-0 truncate',
          props.isRoomy && 'min-w-12',
          node.inPayload ? 'font-mono text-syn-key' : selected ? 'text-fg' : 'text-fg-2',
        )}
      >
        <bdi>{node.label}</bdi>
      </span>
      <span
        className={classes(
          'relative min-w-0 truncate font-mono',
          props.isRoomy && 'max-w-3/5 shrink-0',
          TONES[node.tone],
        )}
        title={
          node.secret
            ? t.secretTitle
            : [value.slice(0, TITLE_LENGTH), words?.long].filter(Boolean).join('\n')
        }
      >
        {node.secret && <span className="sr-only">{t.hidden}</span>}
        <bdi aria-hidden={node.secret} className="whitespace-pre">
          {nameStart(value)}
        </bdi>
      </span>
      {change && (
        <bdi
          className={classes(
            'truncate text-chg',
            isChangeBelow ? 'absolute right-3 bottom-1 left-6' : 'ml-2 min-w-0',
          )}
          style={isChangeBelow ? { marginLeft: indentOf(item) } : undefined}
          title={change.whole}
        >
          ~ {change.short}
        </bdi>
      )}
      {props.note}
      {node.isChosen !== undefined && (
        <span className="mx-2 shrink-0 text-xs text-fg-3">
          {node.isChosen ? payloadRules.chosen : payloadRules.detected}
        </span>
      )}
      {node.later !== undefined && (
        <span className="mr-2 shrink-0 text-xs text-warn">{payloadRules.later(node.later)}</span>
      )}
      {node.error !== undefined && (
        <span className="ml-2 truncate text-err" title={formatErrors.error(node.error)}>
          {formatErrors.error(node.error)}
        </span>
      )}
      {meaning !== undefined && (
        <span aria-hidden="true" className="contents">
          <MeaningNote meaning={meaning} />
        </span>
      )}
      {!(props.isRoomy && !props.sized && (node.inPayload || !item.expandable)) && (
        <span
          aria-hidden="true"
          className={classes(
            'ml-auto flex shrink-0 pl-2 text-xs',
            selected ? 'text-fg' : 'text-fg-3',
          )}
        >
          {bytes !== undefined && !node.secret && !node.inPayload && (
            <span className="max-w-64 truncate font-mono text-[11px] max-sm:hidden">
              {bytesText(bytes.subarray(node.offset, node.offset + Math.min(node.length, 12)))}
              {node.length > 12 && ' …'}
            </span>
          )}
          {(!node.inPayload || props.sized) && (
            <span className="min-w-8 text-right font-mono">{sizeText(node.length)}</span>
          )}
        </span>
      )}
    </div>
  );
}

function ProblemIcon({ problems }: { problems: readonly PacketProblem[] }) {
  const { explain } = useText();
  const caution = problems.every(({ severity }) => severity === 'caution');
  const Icon = caution ? TriangleAlert : OctagonAlert;
  return (
    <span
      title={problems
        .map(({ statement, breach }) => `${statement}: ${visibleText(explain.breach(breach))}`)
        .join('\n')}
      className={classes('relative mr-1', caution ? 'text-warn' : 'text-err')}
    >
      <Icon size={12} aria-hidden />
      <span className="sr-only">{problems.map(({ statement }) => statement).join(', ')}</span>
    </span>
  );
}
