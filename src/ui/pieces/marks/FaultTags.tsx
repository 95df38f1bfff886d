import { Unplug, Zap } from 'lucide-react';
import { Fragment } from 'react';
import { Tag, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { RowFault } from '../../../engine/faults/rowFault.ts';

interface Done {
  readonly text: string;
  readonly done: string;
  readonly by: string;
  readonly name: string;
}

/**
 * Tags for the fault rules that changed a packet. Each tag is a phrase when read aloud. On screen, a rule's
 * name appears first and only once. If space is short, its effect is cut before its name.
 */
export function FaultTags({ faults }: { faults: readonly RowFault[] }) {
  const t = useText().taps;
  const byRule = new Map<string, Done[]>();
  for (const fault of faults) {
    const done = { text: visibleText(t.done(fault)), ...t.doneInShort(fault) };
    byRule.set(fault.rule, [...(byRule.get(fault.rule) ?? []), done]);
  }
  return [...byRule].map(([rule, done]) => <RuleTag key={rule} done={done} />);
}

function RuleTag({ done }: { done: readonly Done[] }) {
  const { comma } = useText().kit;
  const name = visibleText(done[0]?.name ?? '');
  return (
    <span
      title={done.map(({ text }) => text).join('\n')}
      className="relative inline-flex h-4 min-w-0 items-center gap-1 overflow-hidden rounded-sm border border-current px-1 font-sans text-xs/[14px] text-warn not-italic"
    >
      <Zap size={10} aria-hidden className="-order-2 shrink-0" />
      {done.map((one, at) => (
        <Fragment key={one.text}>
          {at > 0 && <span className="sr-only">{`${name}${comma}`}</span>}
          <span className="min-w-0 shrink-999 truncate not-first-of-type:before:content-['·_'/'']">
            {one.done}
          </span>
          <span className="sr-only">{one.by}</span>
        </Fragment>
      ))}
      <bdi className="-order-1 min-w-0 truncate font-semibold">{name}</bdi>
    </span>
  );
}

/** Tag for a packet that was never on the wire. */
export function WithheldTag() {
  const t = useText().taps;
  return (
    <Tag tone="outline" title={t.withheldTitle}>
      <Unplug size={10} aria-hidden />
      {t.withheld}
    </Tag>
  );
}
