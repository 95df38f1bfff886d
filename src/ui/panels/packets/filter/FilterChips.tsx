import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, LaterMenu, MenuButton, useFirstText, useLoaded } from '#kit';
import { short } from '../../../../i18n/numbers.ts';
import { useCounter, useCounters } from '../../../session/connection/useWindowPart.ts';
import { filterLanguage } from '../../../session/filter/filterLanguage.ts';
import { toggleCondition, useFilter } from '../../../session/filter/filters.ts';
import { PROBLEMS, showGrouping, toggleProblems } from '../../../session/filter/grouping.ts';
import { useProblemCount } from '../../../session/problems/useProblemCount.ts';
import { useSensorProblems } from '../../../session/problems/useSensorProblems.ts';
import { useView } from '../../../session/view/tabView.ts';

interface ChipsProps {
  readonly connectionId: string;
}

/** A condition of the display filter as a toggle. */
interface Chip {
  readonly id: string;
  readonly name: string;
  readonly isOn: boolean;
  readonly count?: number | undefined;
  readonly icon?: ReactNode;
  readonly title?: string;
  readonly toggle: () => void;
}

/** As the filter language prints them. */
const CONDITIONS = {
  qos1: 'qos == 1',
  qos2: 'qos == 2',
  open: 'exchange.state == open',
  retained: 'retain',
  retried: 'exchange.state == retried',
  refused: 'exchange.state == refused',
  abandoned: 'exchange.state == abandoned',
} as const;
const SHOWN = ['qos1', 'qos2', 'open', 'retained'] as const;
const MORE = ['retried', 'refused', 'abandoned'] as const;
const COUNTED = {
  open: 'in-flight',
  retried: 'retried',
  refused: 'refused',
  abandoned: 'abandoned',
} as const;
const isCounted = (chip: string): chip is keyof typeof COUNTED => chip in COUNTED;

/** Common conditions, in a row below the filter. */
export function FilterChips({ connectionId }: ChipsProps) {
  const t = useFirstText().packets;
  const problems = useProblems(connectionId);
  const chips = useConditions(connectionId, SHOWN);
  const more = useConditions(connectionId, MORE);
  return (
    <div
      role="group"
      aria-label={t.menu.only}
      className="flex min-h-7 shrink-0 items-center gap-1 overflow-x-auto border-b border-line px-2"
    >
      <SensorProblems connectionId={connectionId} />
      {[...problems, ...chips].map((chip) => (
        <ChipButton key={chip.id} chip={chip} />
      ))}
      <ChipMenu chips={more} label={t.chips.more} />
    </div>
  );
}

/** All conditions in one menu, for windows without room for a row. */
export function FoldedChips({ connectionId }: ChipsProps) {
  const t = useFirstText().packets;
  const problems = useProblems(connectionId);
  const chips = useConditions(connectionId, [...SHOWN, ...MORE]);
  return <ChipMenu chips={[...problems, ...chips]} label={t.menu.only} icon={problems[0]?.icon} />;
}

/** Only the one for rows with problems: the other lists have no filter. */
export function ProblemsChip({ connectionId }: ChipsProps) {
  return (
    <>
      <SensorProblems connectionId={connectionId} />
      {useProblems(connectionId).map((chip) => (
        <ChipButton key={chip.id} chip={chip} />
      ))}
    </>
  );
}

function ChipButton({ chip }: { chip: Chip }) {
  return (
    <Button
      look="quiet"
      className="h-(--h-small)! px-2!"
      icon={chip.icon}
      title={chip.title ?? chip.name}
      pressed={chip.isOn}
      onClick={chip.toggle}
    >
      {chip.name}
      {chip.count !== undefined && ` ${short(chip.count)}`}
    </Button>
  );
}

interface ChipMenuProps {
  readonly chips: readonly Chip[];
  /** Shown unless a chip is on. */
  readonly label: string;
  readonly icon?: ReactNode;
}

function ChipMenu({ chips, label, icon = null }: ChipMenuProps) {
  const on = chips.filter(({ isOn }) => isOn).map(({ name }) => name);
  const items = chips.map(({ id, name, count, isOn, toggle }) => ({
    id,
    label: count === undefined ? name : `${name} ${short(count)}`,
    checked: isOn,
    isToggle: true,
    run: toggle,
  }));
  return (
    <MenuButton
      label={on.length === 0 ? label : on.join(' · ')}
      icon={icon}
      opens
      pressed={on.length > 0}
      menu={(place, onClose) => (
        <LaterMenu label={label} groups={[{ label, items }]} place={place} onClose={onClose} />
      )}
    />
  );
}

function useConditionsOn(connectionId: string): readonly string[] {
  const { applied } = useFilter(connectionId);
  return useLoaded(filterLanguage, applied !== '')?.conditionsIn(applied) ?? [];
}

function useConditions(
  connectionId: string,
  names: readonly (keyof typeof CONDITIONS)[],
): readonly Chip[] {
  const t = useFirstText().packets.chips;
  const counts = useCounters(connectionId)?.exchanges;
  const on = useConditionsOn(connectionId);
  return names.map((id) => ({
    id,
    name: t[id],
    isOn: on.includes(CONDITIONS[id]),
    count: isCounted(id) ? (counts?.[COUNTED[id]] ?? 0) : undefined,
    toggle: () => toggleCondition(connectionId, CONDITIONS[id]),
  }));
}

/** None before something was judged. */
function useProblems(connectionId: string): readonly Chip[] {
  const { packets: t, kit } = useFirstText();
  const total = useProblemCount(connectionId, 'total');
  const errors = useProblemCount(connectionId, 'errors');
  const notes = useProblemCount(connectionId, 'notes');
  const packets = useCounter(connectionId, (counters) => counters.packets) ?? 0;
  const { panel } = useView(connectionId);
  const on = useConditionsOn(connectionId);
  if (packets === 0 && total === 0) return [];
  const graver = total - notes;
  const Icon = errors > 0 ? OctagonAlert : graver > 0 ? TriangleAlert : Info;
  const tone = errors > 0 ? 'text-err' : graver > 0 ? 'text-warn' : 'text-fg-2';
  const words = [
    ...(graver > 0 || notes === 0 ? [t.problems(graver, short(graver))] : []),
    ...(notes > 0 ? [t.notes(notes, short(notes))] : []),
  ];
  return [
    {
      id: 'problems',
      name: total === 0 ? t.problems(0, '') : graver > 0 ? t.chips.problems : t.chips.notes,
      count: total === 0 ? undefined : graver || notes,
      icon: <Icon size={14} aria-hidden className={tone} />,
      title: words.join(kit.comma),
      isOn: on.includes(PROBLEMS) || panel === 'problems',
      toggle: () => toggleProblems(connectionId),
    },
  ];
}

function SensorProblems({ connectionId }: ChipsProps) {
  const t = useFirstText().packets;
  const problems = useSensorProblems(connectionId);
  if (problems === 0) return null;
  return (
    <Button
      look="quiet"
      icon={<TriangleAlert size={14} aria-hidden className="text-warn" />}
      className="h-(--h-small)! px-2! text-warn!"
      onClick={() => showGrouping(connectionId, 'connections')}
    >
      {t.sensorProblems(problems)}
    </Button>
  );
}
