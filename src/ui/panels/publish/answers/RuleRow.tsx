import { CircleAlert, Pencil, Trash2 } from 'lucide-react';
import { Button, IconButton, Switch, useText } from '#kit';
import type { RuleStatus, RuleStop } from '../../../../connection/protocol/answerProtocol.ts';
import type { AnswerRule } from '../../../../profiles/settings/answerRule.ts';
import { NotChecked } from '../../../pieces/marks/NotChecked.tsx';
import { showPacket } from '../../../session/packets/actions.ts';
import { useReadOnly } from '../../../session/readOnly.ts';
import { shownName } from '../../../session/shownName.ts';
import { ruleName } from './ruleName.ts';

interface RuleRowProps {
  readonly connectionId: string;
  readonly rule: AnswerRule;
  /** undefined: it is off. */
  readonly status: RuleStatus | undefined;
  readonly onTurn: (isOn: boolean) => void;
  readonly onEdit: () => void;
  readonly onAgain: () => void;
  readonly onRemove: () => void;
}

/** A rule: its switch, description and status. */
export function RuleRow(props: RuleRowProps) {
  const { connectionId, rule, status } = props;
  const { answers: t, filtering } = useText();
  const isReadOnly = useReadOnly(connectionId);
  const name = ruleName(rule);
  // Before the rule runs, only its stored state is known.
  const kept = status === undefined && rule.isOn && rule.isStopped ? {} : undefined;
  const stopped = status?.stopped ?? kept;
  return (
    <li className="rounded-md border border-line bg-well px-2 py-1">
      <div className="flex items-center gap-1">
        <Switch
          label={t.isOn(name)}
          labelHidden
          checked={rule.isOn}
          disabled={isReadOnly}
          onChange={props.onTurn}
        />
        <span className="min-w-0 flex-1 truncate pl-1" title={name}>
          <bdi>{name}</bdi>
        </span>
        <IconButton small label={t.edit(name)} onClick={props.onEdit}>
          <Pencil size={12} aria-hidden />
        </IconButton>
        <IconButton small label={t.remove(name)} onClick={props.onRemove}>
          <Trash2 size={12} aria-hidden />
        </IconButton>
      </div>
      <p
        className="truncate font-mono text-xs text-fg-2"
        title={`${rule.when.text} → ${rule.topic}`}
      >
        <bdi>{shownName(rule.when.text)}</bdi> → <bdi>{shownName(rule.topic)}</bdi>
      </p>
      {status !== undefined && (
        <p className="text-xs text-fg-2" title={status.leftOut > 0 ? t.leftOutTitle : undefined}>
          {t.counts(status.answered, status.leftOut, status.failed)}
        </p>
      )}
      {status?.givenUp !== undefined && (
        <p>
          <NotChecked text={filtering.notChecked(status.givenUp)} />
        </p>
      )}
      {status?.error !== undefined && <p className="text-xs text-err">{t.badFilter}</p>}
      {stopped !== undefined && (
        <Stopped connectionId={connectionId} stopped={stopped} onAgain={props.onAgain} />
      )}
    </li>
  );
}

interface StoppedProps extends Pick<RuleRowProps, 'connectionId' | 'onAgain'> {
  readonly stopped: RuleStop;
}

function Stopped({ connectionId, stopped: { packet }, onAgain }: StoppedProps) {
  const t = useText().answers;
  return (
    <div role="status" className="mt-1">
      <p className="flex gap-1 text-xs break-words text-err">
        <CircleAlert size={12} aria-hidden className="mt-0.5 shrink-0" />
        <span>{t.stopped}</span>
      </p>
      <div className="mt-1 flex items-center gap-2">
        <Button onClick={onAgain}>{t.again}</Button>
        {packet !== undefined && (
          <button
            type="button"
            className="text-xs text-action"
            onClick={() => showPacket(connectionId, packet)}
          >
            {t.message(packet)}
          </button>
        )}
      </div>
    </div>
  );
}
