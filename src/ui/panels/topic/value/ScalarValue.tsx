import { ArrowLeftRight, Copy, Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton, Menu, MenuButton, type MenuGroup, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import { useNow } from '../../../session/connection/useWindowPart.ts';
import type { Compared } from './compared.ts';
import { type Scalar, scalarOf } from './scalar.ts';
import { useStep } from './useStep.ts';

interface ScalarValueProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly compared: Compared;
  readonly scalar: Scalar;
  readonly menu: readonly MenuGroup[];
  readonly onCopy: () => void;
  readonly onCompare: () => void;
  /** Facts and controls at the end of the line. */
  readonly children?: ReactNode;
}

/** A single value in large type, with its unit, its difference from the one before, and its age. */
export function ScalarValue(props: ScalarValueProps) {
  const { connectionId, topic, compared, scalar, menu, onCopy, onCompare } = props;
  const t = useText().topic;
  const now = useNow(connectionId) ?? 0;
  const { message, before } = compared;
  const was = before ? scalarOf(before)?.text : undefined;
  const change = useStep(connectionId, topic, compared);
  return (
    <div className="flex shrink-0 flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2">
      <bdi className="max-w-full truncate font-mono text-2xl" title={visibleText(scalar.text)}>
        {visibleText(scalar.text)}
      </bdi>
      {scalar.unit !== undefined && <bdi className="text-fg-2">{visibleText(scalar.unit)}</bdi>}
      <bdi className="min-w-10 truncate font-mono text-chg">
        {change === '~' ? was !== undefined && visibleText(t.was(was)) : change}
      </bdi>
      <span className="text-fg-3 tabular-nums">{t.age(now - message.time)}</span>
      <span className="flex items-center self-center">
        <IconButton small label={t.copyValue} onClick={onCopy}>
          <Copy size={14} aria-hidden />
        </IconButton>
        <IconButton small label={t.compare} onClick={onCompare}>
          <ArrowLeftRight size={14} aria-hidden />
        </IconButton>
        <MenuButton
          label={t.valueActions}
          icon={<Ellipsis size={14} aria-hidden />}
          menu={(place, onClose) => (
            <Menu label={t.valueActions} groups={menu} place={place} onClose={onClose} />
          )}
        />
      </span>
      <div className="ml-auto flex flex-wrap items-center justify-end gap-x-3 gap-y-1 self-center">
        {props.children}
      </div>
    </div>
  );
}
