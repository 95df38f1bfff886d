import { useState } from 'react';
import { Button, Popover, SelectField, TextField, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import {
  ALERT_ACTIONS,
  type AlertAction,
  CONDITIONS,
  type Condition,
  LONGEST_ALERT_TEXT,
  MOST_ALERTS,
} from '../../../payload/alerts/alert.ts';
import { innerPath, pathText, type ValuePath } from '../../../payload/tree/valueTree.ts';
import { addAlert, mayNotify } from '../../session/charts/alerts.ts';
import type { PlottablePath } from '../../session/reading/plottablePaths.ts';

interface AddAlertProps {
  readonly connectionId: string;
  /** undefined: only conditions that concern no topic are offered. */
  readonly topic: string | undefined;
  readonly plottable: readonly PlottablePath[];
  readonly onClose: () => void;
}

type Kind = Condition['kind'];

const WHOLE: ValuePath = [];
/** Values that are offered. */
const MOST = 200;
/** Conditions on a value, which is chosen if there are several. */
const OF_VALUE: ReadonlySet<Kind> = new Set(['above', 'below', 'contains', 'not-number']);

/** Form for a new alert. */
export function AddAlert({ connectionId, topic, plottable, onClose }: AddAlertProps) {
  const t = useText().charts.alerts;
  const offered = plottable.slice(0, MOST);
  const kinds = CONDITIONS.filter((one) => (one === 'problem') === (topic === undefined));
  const [kind, setKind] = useState<Kind>(kinds[0] ?? 'problem');
  const [path, setPath] = useState<ValuePath>(likeliest(offered));
  const [value, setValue] = useState('');
  const [severity, setSeverity] = useState<'error' | 'any'>('any');
  const [action, setAction] = useState<AlertAction>('mark');
  const [isDenied, setDenied] = useState(false);
  const [isTried, setTried] = useState(false);
  const [refused, setRefused] = useState<'exists' | 'full'>();
  const condition = conditionOf(kind, value, severity);
  const add = (): void => {
    setTried(true);
    if (condition === undefined) return;
    const of = OF_VALUE.has(kind) ? path : WHOLE;
    const why = addAlert(connectionId, { topic: topic ?? '', path: of, condition, action });
    setRefused(why);
    if (why === undefined) onClose();
  };
  const chooseAction = (chosen: AlertAction): void => {
    setAction(chosen);
    setDenied(false);
    if (chosen === 'notification') void mayNotify().then((may) => setDenied(!may));
  };
  const error = isTried && condition === undefined ? t.wrong[fieldOf(kind)] : undefined;
  return (
    <Popover
      label={t.title}
      onClose={onClose}
      className="top-full right-2 flex w-80 flex-col gap-3 p-3"
    >
      <SelectField
        label={t.when}
        value={kind}
        options={kinds.map((one) => ({ value: one, label: t.kinds[one] }))}
        onChange={setKind}
      />
      {OF_VALUE.has(kind) && offered.length > 1 && (
        <SelectField
          label={t.ofValue}
          value={pathText(path)}
          options={offered.map((one) => ({
            value: pathText(one.path),
            label: visibleText(`${innerPath(one.path)}  ${one.source}`),
          }))}
          onChange={(chosen) => {
            const one = offered.find((each) => pathText(each.path) === chosen);
            if (one !== undefined) setPath(one.path);
          }}
        />
      )}
      {kind === 'problem' ? (
        <SelectField
          label={t.severity}
          value={severity}
          options={(['any', 'error'] as const).map((one) => ({
            value: one,
            label: t.severities[one],
          }))}
          onChange={setSeverity}
        />
      ) : (
        kind !== 'not-number' && (
          <TextField
            label={t.fields[fieldOf(kind)]}
            value={value}
            onChange={setValue}
            onEnter={add}
            mono
            takesFocus
            error={error}
          />
        )
      )}
      <SelectField
        label={t.action}
        value={action}
        options={ALERT_ACTIONS.map((one) => ({ value: one, label: t.actions[one] }))}
        onChange={chooseAction}
      />
      {isDenied && (
        <p role="alert" className="text-warn">
          {t.denied}
        </p>
      )}
      {refused !== undefined && (
        <p role="alert" className="text-warn">
          {refused === 'full' ? t.refused.full(MOST_ALERTS) : t.refused.exists}
        </p>
      )}
      <Button look="primary" onClick={add}>
        {t.addThis}
      </Button>
    </Popover>
  );
}

/** Unix times are larger, in seconds and in ms. */
const MOST_MEASURED = 1e9;

/** The first measured number. */
function likeliest(offered: readonly PlottablePath[]): ValuePath {
  const numbers = offered.filter(({ isNumber }) => isNumber);
  const measured = numbers.find(({ source }) => Math.abs(Number(source)) < MOST_MEASURED);
  return (measured ?? numbers[0] ?? offered[0])?.path ?? WHOLE;
}

type Field = 'number' | 'seconds' | 'text';

const fieldOf = (kind: Kind): Field =>
  kind === 'silent' ? 'seconds' : kind === 'contains' ? 'text' : 'number';

/** undefined: the typed condition is incomplete. */
function conditionOf(kind: Kind, typed: string, severity: 'error' | 'any'): Condition | undefined {
  const value = typed.trim() === '' ? Number.NaN : Number(typed);
  switch (kind) {
    case 'above':
    case 'below':
      return Number.isFinite(value) ? { kind, value } : undefined;
    case 'silent': {
      const seconds = Math.ceil(value);
      return seconds > 0 && seconds <= 2_678_400 ? { kind, seconds } : undefined;
    }
    case 'contains':
      return typed === '' || typed.length > LONGEST_ALERT_TEXT ? undefined : { kind, text: typed };
    case 'problem':
      return { kind, severity };
    case 'not-number':
      return { kind };
  }
}
