import { CirclePause, Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import {
  announce,
  Button,
  EmptyState,
  focusIfAwaited,
  IconButton,
  Switch,
  TextField,
  timeOfDay,
  useText,
} from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { WaitingPacket } from '../../../broker/faults/marks.ts';
import type { RuleState } from '../../../broker/faults/ruleSet.ts';
import { packetFilters } from '../../../engine/filtering/packetFilters.ts';
import { NotChecked } from '../../pieces/marks/NotChecked.tsx';
import { useBroker } from '../../session/broker/brokerStates.ts';
import { BREAKPOINT_FOCUS } from '../../session/faults/breakpointFocus.ts';
import { freeId } from '../../session/faults/freeId.ts';
import { setFaultsPlace } from '../../session/faults/place.ts';
import { release, useWaiting } from '../../session/faults/stepping.ts';
import { lookAt, useEdit } from '../../session/faults/stopped.ts';
import { useKeptText } from '../../session/keptForms.ts';
import { RulesRefusal } from './forms/RulesRefusal.tsx';
import { releaseOf } from './forms/ruleDraft.ts';
import { commandRules, fileOf, setRules, useRules } from './forms/rules.ts';
import { StoppedPacket } from './waiting/StoppedPacket.tsx';
import { WaitingItem } from './waiting/WaitingItem.tsx';

const EXAMPLE = 'type == publish and topic ~ "plant/#"';

/** Packets that match a display filter stop here until the user decides. */
export function BreakpointsPart({ connectionId }: { connectionId: string }) {
  const { breakpoints: t, faults } = useText();
  const { rules, refusal } = useRules(connectionId);
  const { waiting } = useWaiting(connectionId, true);
  const broker = useBroker(connectionId, 'host');
  const origin = broker.kind === 'open' ? broker.facts.origin : 0;
  const { packet: looked } = useEdit(connectionId);
  if (rules === undefined) return null;
  const points = rules.filter(({ rule }) => rule.do.action === 'hold');
  const stopped = waiting?.packets.filter(({ waitsFor }) => waitsFor === 'release') ?? [];
  const shown = stopped.find(({ packet }) => packet === looked) ?? stopped[0];
  const behind = (waiting?.total ?? 0) - stopped.length;
  return (
    <div>
      <AddBreakpoint connectionId={connectionId} rules={rules} isPlain={stopped.length > 0} />
      <RulesRefusal connectionId={connectionId} refusal={refusal} />
      {points.length > 0 && (
        <ul aria-label={t.list} className="divide-y divide-line border-b border-line">
          {points.map((point) => (
            <Breakpoint
              key={point.rule.id}
              connectionId={connectionId}
              rules={rules}
              point={point}
              released={releasedWith(point, stopped, waiting?.total ?? 0)}
            />
          ))}
        </ul>
      )}
      {stopped.length === 0 ? (
        <EmptyState
          icon={<CirclePause size={20} aria-hidden />}
          title={t.nothing}
          text={points.length === 0 ? t.noneText : t.nothingText}
        />
      ) : (
        <ol
          aria-label={faults.step.waiting}
          // However many packets wait, the shown one has room.
          className="max-h-44 overflow-y-auto border-b border-line py-1"
        >
          {stopped.map((packet) => (
            <WaitingItem
              key={packet.packet}
              packet={packet}
              withClient
              then={
                packet.until === undefined
                  ? undefined
                  : t.thenSent(timeOfDay(origin + packet.until))
              }
              isNext={false}
              isShown={packet === shown}
              onLook={() => lookAt(connectionId, packet.packet)}
              onRelease={() => void release(connectionId, packet.packet)}
            />
          ))}
          {behind > 0 && <li className="px-3 py-1 text-fg-2">{t.behind(behind)}</li>}
        </ol>
      )}
      {shown !== undefined && (
        <StoppedPacket
          key={shown.packet}
          connectionId={connectionId}
          waiting={shown}
          rules={rules}
        />
      )}
    </div>
  );
}

/** Packets that move on if the breakpoint is removed: its own, and those behind if no other one stops any. */
function releasedWith(
  { rule }: RuleState,
  stopped: readonly WaitingPacket[],
  total: number,
): number {
  const own = stopped.filter((packet) => packet.rule === rule.id).length;
  return own === stopped.length && own > 0 ? total : own;
}

interface RulesProps {
  readonly connectionId: string;
  readonly rules: readonly RuleState[];
}

interface AddBreakpointProps extends RulesProps {
  /** Send is the accent button while a packet is stopped. */
  readonly isPlain: boolean;
}

function AddBreakpoint({ connectionId, rules, isPlain }: AddBreakpointProps) {
  const { breakpoints: t, explain, filtering } = useText();
  const [filter, setFilter] = useKeptText(connectionId, 'breakpoint', '');
  const [after, setAfter] = useKeptText(connectionId, 'breakpoint/after', '');
  const [isTold, setTold] = useState(false);
  useEffect(() => focusIfAwaited(BREAKPOINT_FOCUS), []);
  const compiled = packetFilters(filter);
  const wrong = compiled.ok
    ? undefined
    : 'error' in compiled
      ? `${filtering.column(compiled.column)} ${explain.filterError(compiled.error)}`
      : t.later;
  const add = async (): Promise<void> => {
    setTold(true);
    if (wrong !== undefined) return;
    const id = freeId('breakpoint', new Set(rules.map(({ rule }) => rule.id)));
    const match = filter.trim() === '' ? {} : { filter };
    const point = { id, match, do: { action: 'hold', keepAlive: true, ...releaseOf(after) } };
    const file = { version: 1, rules: [...fileOf(rules).rules, point] };
    if (!(await setRules(connectionId, file))) return;
    setFaultsPlace(connectionId, { breaks: true });
    setFilter('');
    setTold(false);
  };
  return (
    <div className="flex flex-wrap items-start gap-2 border-b border-line px-3 py-2">
      <TextField
        mono
        focusName={BREAKPOINT_FOCUS}
        className="min-w-64 flex-1"
        label={t.filter}
        placeholder={EXAMPLE}
        hint={t.hint}
        value={filter}
        error={isTold ? wrong : undefined}
        onChange={setFilter}
        onEnter={() => void add()}
      />
      <TextField
        className="w-44"
        label={t.after}
        placeholder={t.never}
        inputMode="decimal"
        value={after}
        onChange={setAfter}
        onEnter={() => void add()}
      />
      <Button
        className="mt-5"
        look={isPlain ? 'plain' : 'primary'}
        icon={<Plus size={14} aria-hidden />}
        onClick={() => void add()}
      >
        {t.add}
      </Button>
    </div>
  );
}

interface BreakpointProps extends RulesProps {
  readonly point: RuleState;
  /** Packets that are released with it. */
  readonly released: number;
}

function Breakpoint({ connectionId, rules, point, released }: BreakpointProps) {
  const { breakpoints: t, faults, filtering } = useText();
  const { rule, enabled, treated, givenUp } = point;
  const remove = async (): Promise<void> => {
    const left = fileOf(rules.filter((one) => one !== point));
    if (await setRules(connectionId, left)) announce(t.removed(rule.id, released));
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 px-3 py-1">
      <Switch
        label={rule.id}
        checked={enabled}
        onChange={(next) =>
          void commandRules(connectionId, { kind: 'enable-rule', rule: rule.id, enabled: next })
        }
      />
      <span className="min-w-40 flex-1 font-mono text-base wrap-anywhere">
        {visibleText(faults.rules.match(rule.match))}
      </span>
      <span className="text-fg-2">{t.counts(treated)}</span>
      {givenUp !== undefined && (
        <span className="order-last basis-full">
          <NotChecked text={filtering.notChecked(givenUp)} />
        </span>
      )}
      {released === 0 ? (
        <IconButton small label={t.remove(rule.id)} onClick={() => void remove()}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      ) : (
        <Button icon={<Trash2 size={14} aria-hidden />} onClick={() => void remove()}>
          {t.removeAndRelease(released)}
        </Button>
      )}
    </li>
  );
}
