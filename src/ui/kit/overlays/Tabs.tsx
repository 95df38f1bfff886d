import { CircleAlert, Ellipsis } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { classes } from '../page/classes.ts';
import { type Edges, useEdges } from '../page/useEdges.ts';
import { LaterMenu, MenuButton } from './MenuButton.tsx';
import type { MenuGroup } from './menuEntries.ts';

interface Tab<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Beside the name, not part of it. */
  readonly count?: string | undefined;
  /** Accessible text of an alarm on the tab. */
  readonly alarm?: string | undefined;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly Tab<T>[];
  readonly onChange: (value: T) => void;
  /** Tabs share the width (narrow screens). */
  readonly stretched?: boolean;
  /** Name of the menu that lists the tabs when they do not fit and scroll. */
  readonly more?: string;
}

/** Ids that join a tab to its panel: give the panel `tabPanelProps`. */
export function tabPanelProps(group: string, value: string) {
  return { role: 'tabpanel', 'aria-label': value, id: `${group}-${value}` } as const;
}

/** A row of tabs. Arrow keys move the focus and select at once. */
export function Tabs<T extends string>(props: TabsProps<T>) {
  const { tabs, value, onChange, more } = props;
  const list = useRef<HTMLDivElement>(null);
  const scrolls = more !== undefined;
  const edges = useEdges(list, scrolls);
  // A count next to a label moves the following tabs.
  const widths = tabs.map(({ label, count = '' }) => `${label} ${count.length}`).join();
  useChosenInSight(list, `${value} ${widths}`, edges.left || edges.right);
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const last = tabs.length - 1;
    const to =
      event.key === 'ArrowRight'
        ? (at + 1) % tabs.length
        : event.key === 'ArrowLeft'
          ? (at + last) % tabs.length
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? last
              : undefined;
    const next = to === undefined ? undefined : tabs[to];
    if (to !== undefined && next !== undefined) {
      event.preventDefault();
      onChange(next.value);
      list.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus();
    }
  };
  return (
    <>
      <div
        ref={list}
        role="tablist"
        aria-label={props.label}
        style={{ maskImage: shading(edges) }}
        className={classes(
          'flex items-stretch self-stretch',
          props.stretched === true && 'flex-1',
          scrolls && 'min-w-0 overflow-x-auto overflow-y-hidden [scrollbar-width:none]',
        )}
      >
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            aria-selected={tab.value === value}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
            onKeyDown={move}
            className={classes(
              'relative flex items-center justify-center gap-1.5 whitespace-nowrap focus-visible:-outline-offset-2',
              props.stretched === true ? 'flex-1 px-2' : 'px-3',
              tab.value === value
                ? 'font-semibold text-fg after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:bg-accent'
                : 'text-fg-2 hover:text-fg',
            )}
          >
            {tab.label}
            {tab.alarm !== undefined && (
              <span title={tab.alarm} className="flex text-err">
                <CircleAlert size={12} role="img" aria-label={tab.alarm} />
              </span>
            )}
            {tab.count !== undefined && (
              <span
                aria-hidden="true"
                className="rounded-sm bg-raised px-1 font-mono text-xs/[14px] font-normal text-fg-2"
              >
                {tab.count}
              </span>
            )}
          </button>
        ))}
      </div>
      {more !== undefined && (edges.left || edges.right) && (
        <span className="flex items-center">
          <MenuButton
            label={more}
            icon={<Ellipsis size={14} aria-hidden />}
            menu={(place, onClose) => (
              <LaterMenu label={more} groups={[asMenu(props)]} place={place} onClose={onClose} />
            )}
          />
        </span>
      )}
    </>
  );
}

function asMenu<T extends string>({ label, tabs, onChange }: TabsProps<T>): MenuGroup {
  const items = tabs.map((tab) => ({
    id: tab.value,
    label: tab.label,
    run: () => onChange(tab.value),
  }));
  return { label, items };
}

/** Pixels over which tabs fade where more are out of sight. */
const FADE = 24;

function shading({ left, right }: Edges): string | undefined {
  if (!left && !right) return undefined;
  const from = left ? `transparent, black ${FADE}px` : 'black';
  const to = right ? `black calc(100% - ${FADE}px), transparent` : 'black';
  return `linear-gradient(to right, ${from}, ${to})`;
}

/** The chosen tab may lie beyond an edge, also where the window has become narrower. */
function useChosenInSight(
  list: RefObject<HTMLElement | null>,
  of: string,
  overflows: boolean,
): void {
  useLayoutEffect(() => {
    const box = list.current;
    const tab = box?.querySelector('[role=tab][aria-selected=true]');
    if (!overflows || box === null || tab === null || tab === undefined) return undefined;
    bringIntoSight(box, tab);
    // The tab list may become narrower later.
    const observer = new ResizeObserver(() => bringIntoSight(box, tab));
    observer.observe(box);
    return () => observer.disconnect();
  }, [list, of, overflows]);
}

function bringIntoSight(box: Element, tab: Element): void {
  const outer = box.getBoundingClientRect();
  const inner = tab.getBoundingClientRect();
  const before = inner.left - outer.left - FADE;
  const behind = inner.right - outer.right + FADE;
  if (before < 0) box.scrollLeft += before;
  else if (behind > 0) box.scrollLeft += behind;
}
