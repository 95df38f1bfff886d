import { ArrowDown, ArrowUp, Copy, Pencil, Trash2 } from 'lucide-react';
import { classes, IconButton, Switch, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { RuleState } from '../../../../broker/faults/ruleSet.ts';
import { NotChecked } from '../../../pieces/marks/NotChecked.tsx';
import { offerUndo } from '../../../session/dialogs/confirm.ts';
import { commandRules, fileOf, setRules } from './rules.ts';

interface RuleItemProps {
  readonly connectionId: string;
  readonly rules: readonly RuleState[];
  readonly at: number;
  /** A form is open: opening another must not discard its text. */
  readonly isBusy: boolean;
  readonly onEdit: () => void;
  readonly onCopy: () => void;
}

/** A rule in a line, with its counts and actions. */
export function RuleItem({ connectionId, rules, at, isBusy, onEdit, onCopy }: RuleItemProps) {
  const { faults, filtering } = useText();
  const t = faults.rules;
  const state = rules[at];
  if (state === undefined) return null;
  const { rule, enabled, matched, treated, givenUp } = state;
  const put = (next: readonly RuleState[]): Promise<boolean> =>
    setRules(connectionId, fileOf(next));
  const move = (by: -1 | 1): void => {
    void put(rules.toSpliced(at, 1).toSpliced(at + by, 0, state));
  };
  const remove = async (): Promise<void> => {
    if (await put(rules.toSpliced(at, 1))) {
      offerUndo(t.deleted(rule.id), () => put(rules));
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
      <Switch
        label={rule.id}
        checked={enabled}
        onChange={(next) =>
          void commandRules(connectionId, { kind: 'enable-rule', rule: rule.id, enabled: next })
        }
      />
      <p
        className={classes(
          'min-w-48 flex-1 font-mono text-base wrap-anywhere',
          !enabled && 'text-fg-3',
        )}
      >
        {visibleText(t.match(rule.match))} <span className="text-fg-3">→</span> {t.does(rule.do)}
      </p>
      <span className="whitespace-nowrap text-fg-2">{t.counts(matched, treated)}</span>
      {givenUp !== undefined && (
        <span className="order-last basis-full">
          <NotChecked text={filtering.notChecked(givenUp)} />
        </span>
      )}
      <span className="flex">
        <IconButton small label={t.up(rule.id)} disabled={at === 0} onClick={() => move(-1)}>
          <ArrowUp size={14} aria-hidden />
        </IconButton>
        <IconButton
          small
          label={t.down(rule.id)}
          disabled={at === rules.length - 1}
          onClick={() => move(1)}
        >
          <ArrowDown size={14} aria-hidden />
        </IconButton>
        <IconButton small label={t.edit(rule.id)} disabled={isBusy} onClick={onEdit}>
          <Pencil size={14} aria-hidden />
        </IconButton>
        <IconButton small label={t.duplicate(rule.id)} disabled={isBusy} onClick={onCopy}>
          <Copy size={14} aria-hidden />
        </IconButton>
        <IconButton small label={t.delete(rule.id)} onClick={() => void remove()}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      </span>
    </div>
  );
}
