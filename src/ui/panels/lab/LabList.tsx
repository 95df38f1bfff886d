import { Check, Pause, Play, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { classes, focusTarget, hasWords, isTouch, Keys, RowBoundary, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { NEED_BROKER, RECIPES } from '../../../broker/recipes/recipe.ts';
import { short } from '../../../i18n/numbers.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { BREAKPOINT_FOCUS } from '../../session/faults/breakpointFocus.ts';
import {
  type FaultsPart,
  LAB_ITEM,
  setFaultsPlace,
  useFaultsPlace,
} from '../../session/faults/place.ts';
import { useRuns } from '../../session/faults/startRecipe.ts';
import { useWaiting } from '../../session/faults/stepping.ts';
import { useFaultsAt } from '../../session/faults/where.ts';
import { useWorkshop } from '../../session/workshop/workshop.ts';
import { FindExperiment } from './FindExperiment.tsx';
import { useRules } from './forms/rules.ts';

interface Item {
  readonly key: string;
  readonly name: string;
  readonly isGroup?: boolean;
  readonly isMono?: boolean;
  readonly state?: ReactNode;
  readonly icon?: ReactNode;
  readonly isChosen: boolean;
  readonly choose: () => void;
  /** Name of the field that a click leads to. */
  readonly focus?: string;
}

/** Experiments by group, with their states. Arrow keys choose. */
export function LabList({ connectionId }: { connectionId: string }) {
  const { lab: t } = useText();
  const { search } = useFaultsPlace(connectionId);
  const items = useItems(connectionId);
  const isFound = hasWords(search);
  const shown = search.trim() === '' ? items : items.filter(({ name }) => isFound(name));
  const list = useRef<HTMLDivElement>(null);
  const at = shown.findIndex(({ isChosen }) => isChosen);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const drawn = [...(list.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])];
    // Not from the chosen one: a breakpoint shows its group.
    const from = drawn.findIndex((one) => one === event.target);
    const to = nextItem(event.key, from, shown.length);
    const next = to === undefined ? undefined : shown[to];
    if (to === undefined || next === undefined) return;
    event.preventDefault();
    next.choose();
    drawn[to]?.focus();
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="p-2">
        <FindExperiment connectionId={connectionId} />
      </div>
      <div
        ref={list}
        role="tree"
        // The focus is on its items.
        tabIndex={-1}
        aria-label={t.list}
        onKeyDown={onKeyDown}
        className="min-h-0 flex-1 overflow-y-auto pb-3"
      >
        {shown.length === 0 && <p className="px-3 py-2 text-fg-2">{t.noMatch}</p>}
        {shown.map((item, index) => (
          <RowBoundary key={item.key} of={item.name} role="treeitem">
            <ListItem item={item} isStop={index === Math.max(0, at)} />
          </RowBoundary>
        ))}
      </div>
    </div>
  );
}

function nextItem(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

function ListItem({ item, isStop }: { item: Item; isStop: boolean }) {
  const { name, isGroup = false, isMono = false, isChosen, state, icon, focus } = item;
  const stateId = useId();
  return (
    <button
      type="button"
      role="treeitem"
      aria-describedby={state === undefined ? undefined : stateId}
      aria-level={isGroup ? 1 : 2}
      aria-selected={isChosen}
      tabIndex={isStop ? 0 : -1}
      data-focus={isStop ? LAB_ITEM : undefined}
      onClick={() => {
        item.choose();
        if (focus !== undefined && !isTouch()) focusTarget(focus);
      }}
      className={classes(
        'flex min-h-(--h-row) w-full items-center gap-2 px-3 text-left focus-visible:-outline-offset-2',
        isGroup && 'mt-2 font-semibold',
        isChosen ? 'bg-sel shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
      )}
    >
      {!isGroup && <span className="grid w-4 shrink-0 place-items-center">{icon}</span>}
      <span className={classes('min-w-0 flex-1 truncate', isMono && 'font-mono')} title={name}>
        {name}
      </span>
      {state !== undefined && (
        // Describes the item, not part of its name.
        <span id={stateId} aria-hidden="true" className="shrink-0 font-normal text-fg-2">
          {state}
        </span>
      )}
    </button>
  );
}

function useItems(connectionId: string): readonly Item[] {
  return [
    ...useRecipeItems(connectionId),
    ...useRuleItems(connectionId),
    ...useOtherItems(connectionId),
  ];
}

/** Shows a group, or an experiment in it. */
function opener(connectionId: string) {
  return (part: FaultsPart) => (): void => setFaultsPlace(connectionId, { part, isOpen: true });
}

function useRecipeItems(connectionId: string): readonly Item[] {
  const { lab: t, faults } = useText();
  const place = useFaultsPlace(connectionId);
  const at = useFaultsAt(connectionId);
  const { runs, own } = useRuns(connectionId);
  const recipes = RECIPES.filter((recipe) => at === undefined || !NEED_BROKER.has(recipe));
  const head: Item = {
    key: 'recipes',
    name: t.groups.recipes,
    isGroup: true,
    isChosen: false,
    choose: opener(connectionId)('recipes'),
    state: short(recipes.length),
  };
  const items = recipes.map((recipe): Item => {
    const run = runs.find((one) => one.recipe === recipe);
    return {
      key: recipe,
      name: faults.recipes.words[recipe].name,
      isChosen: place.part === 'recipes' && place.recipe === recipe,
      choose: () => setFaultsPlace(connectionId, { part: 'recipes', recipe, isOpen: true }),
      ...(run?.state === 'waiting' && {
        icon: <Play size={12} aria-hidden className="text-accent" />,
        state: <span className="text-accent">{t.playing}</span>,
      }),
      ...(run?.state === 'done' &&
        own.has(run.run) && {
          state: (
            <span className="inline-flex items-center gap-1 text-ok">
              <Check size={12} aria-hidden />
              {t.done}
            </span>
          ),
        }),
    };
  });
  return [head, ...items];
}

function useRuleItems(connectionId: string): readonly Item[] {
  const { lab: t, faults } = useText();
  const { part } = useFaultsPlace(connectionId);
  const { rules = [], network } = useRules(connectionId);
  const { waiting } = useWaiting(connectionId, true);
  const open = opener(connectionId);
  const points = rules.filter(({ rule }) => rule.do.action === 'hold');
  const stopped = waiting?.packets.filter(({ waitsFor }) => waitsFor === 'release') ?? [];
  const others = rules.length - points.length;
  return [
    {
      key: 'breakpoints',
      name: t.groups.breakpoints,
      isGroup: true,
      isChosen: part === 'breakpoints',
      choose: open('breakpoints'),
      focus: BREAKPOINT_FOCUS,
      state:
        stopped.length > 0 ? (
          <span className="text-warn">{t.stopped(stopped.length)}</span>
        ) : (
          short(points.length)
        ),
    },
    ...points.map(({ rule, enabled }) => {
      const here = stopped.filter((packet) => packet.rule === rule.id).length;
      return {
        key: `breakpoint ${rule.id}`,
        name: visibleText(faults.rules.match(rule.match)),
        isMono: true,
        isChosen: false,
        choose: open('breakpoints'),
        ...(here > 0 && { icon: <Pause size={12} aria-hidden className="text-warn" /> }),
        state: here > 0 ? t.stopped(here) : enabled ? t.on : t.off,
      };
    }),
    {
      key: 'step',
      name: t.groups.step,
      isGroup: true,
      isChosen: part === 'step',
      choose: open('step'),
      state: (
        <span className="inline-flex items-center gap-2">
          {(waiting?.stepping.length ?? 0) > 0 ? t.on : t.off}
          <Keys>G</Keys>
        </span>
      ),
    },
    {
      key: 'network',
      name: t.groups.network,
      isGroup: true,
      isChosen: part === 'network',
      choose: open('network'),
      state: network === undefined ? t.normal : <span className="text-warn">{t.bad}</span>,
    },
    {
      key: 'rules',
      name: t.groups.rules,
      isGroup: true,
      isChosen: part === 'rules',
      choose: open('rules'),
      state: short(others),
    },
  ];
}

function useOtherItems(connectionId: string): readonly Item[] {
  const { lab: t } = useText();
  const { part } = useFaultsPlace(connectionId);
  const { tried } = useWorkshop(connectionId);
  const answers = useConnection(connectionId, 'answers')?.answers;
  const open = opener(connectionId);
  const verdicts = Object.values(tried).flatMap((one) =>
    one.kind === 'tried' ? [one.verdict.outcome] : [],
  );
  const held = verdicts.filter((outcome) => outcome === 'as-wanted').length;
  const broken = verdicts.filter((outcome) => outcome === 'otherwise').length;
  const outcome = (key: string, name: string, count: number, icon: ReactNode): Item[] =>
    count === 0
      ? []
      : [{ key, name, icon, isChosen: false, choose: open('packets'), state: short(count) }];
  return [
    {
      key: 'packets',
      name: t.groups.packets,
      isGroup: true,
      isChosen: part === 'packets',
      choose: open('packets'),
    },
    ...outcome('held', t.asRequired, held, <Check size={12} aria-hidden className="text-ok" />),
    ...outcome(
      'broken',
      t.notAsRequired,
      broken,
      <TriangleAlert size={12} aria-hidden className="text-warn" />,
    ),
    {
      key: 'replay',
      name: t.groups.replay,
      isGroup: true,
      isChosen: part === 'replay',
      choose: open('replay'),
    },
    {
      key: 'answers',
      name: t.groups.answers,
      isGroup: true,
      isChosen: part === 'answers',
      choose: open('answers'),
      state: short(answers?.rules.length ?? 0),
    },
  ];
}
