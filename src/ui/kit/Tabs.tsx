import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { classes } from './classes.ts';

interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly {
    readonly value: T;
    readonly label: string;
    readonly icon?: ReactNode;
    /** Beside the name, not part of it. */
    readonly count?: string;
  }[];
  readonly onChange: (value: T) => void;
  /** Tabs share the width (narrow screens). */
  readonly stretched?: boolean;
}

/** Ids that join a tab to its panel: give the panel `tabPanelProps`. */
export function tabPanelProps(group: string, value: string) {
  return { role: 'tabpanel', 'aria-label': value, id: `${group}-${value}` } as const;
}

/** A row of tabs; arrows move, and choose at once. */
export function Tabs<T extends string>(props: TabsProps<T>) {
  const { tabs, value, onChange } = props;
  const list = useRef<HTMLDivElement>(null);
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
    <div
      ref={list}
      role="tablist"
      aria-label={props.label}
      className={classes('flex items-stretch self-stretch', props.stretched === true && 'flex-1')}
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
            'relative flex items-center justify-center gap-1.5 px-3 whitespace-nowrap max-sm:px-1 focus-visible:-outline-offset-2',
            props.stretched === true && 'flex-1',
            tab.value === value
              ? 'font-semibold text-fg after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 after:bg-accent'
              : 'text-fg-2 hover:text-fg',
          )}
        >
          {tab.icon !== undefined && <span className="max-sm:hidden">{tab.icon}</span>}
          {tab.label}
          {tab.count !== undefined && (
            <span
              aria-hidden="true"
              className="rounded-sm bg-raised px-1 text-xs/[14px] font-normal text-fg-2"
            >
              {tab.count}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
