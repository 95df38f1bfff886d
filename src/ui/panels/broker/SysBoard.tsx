/** Information that another broker publishes below `$SYS`: known facts by name, and everything as a list. */

import type { ReactNode } from 'react';
import { useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { grouped, rate as rateText } from '../../../i18n/numbers.ts';
import { roundSize } from '../../../i18n/sizes.ts';
import { useSysValues } from '../../session/broker/sysValues.ts';
import { SysList } from './SysList.tsx';
import { SysSubscription } from './SysSubscription.tsx';
import { type SysFact, type SysNode, sysNodes } from './sysFacts.ts';

/** @param below shown last */
export function SysBoard({ connectionId, below }: { connectionId: string; below: ReactNode }) {
  const t = useText().broker.board;
  const values = useSysValues(connectionId);
  const isEmpty = values.length === 0;
  return (
    <div className="flex h-full min-h-0 flex-col overflow-auto">
      <SysSubscription connectionId={connectionId} isEmpty={isEmpty} />
      {!isEmpty && (
        <>
          <section aria-label={t.title} className="shrink-0 border-b border-line px-4 py-3">
            <h2 className="sr-only">{t.title}</h2>
            <div className="flex flex-col gap-4">
              {sysNodes(values, t.span).map((node) => (
                <Node key={node.name ?? ''} node={node} />
              ))}
            </div>
          </section>
          <div className="flex min-h-60 flex-1 flex-col">
            <SysList
              connectionId={connectionId}
              rows={values.map(({ topic, text }) => ({ topic, value: text }))}
            />
          </div>
        </>
      )}
      {below}
    </div>
  );
}

function Node({ node: { name, groups } }: { node: SysNode }) {
  const t = useText().broker.board;
  const GroupHead = name === undefined ? 'h3' : 'h4';
  return (
    <div>
      {name !== undefined && (
        <h3 className="pb-2 font-mono text-base font-semibold">{visibleText(name)}</h3>
      )}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-x-8 gap-y-4">
        {[...groups].map(([group, facts]) => (
          <div key={group} className="min-w-0">
            <GroupHead className="pb-1 text-xs font-semibold text-fg-2">{t.group[group]}</GroupHead>
            <dl className="grid grid-cols-[minmax(0,1fr)_max-content_4.5rem] gap-x-3 leading-5">
              {facts.map((fact) => (
                <Fact key={fact.key} fact={fact} />
              ))}
            </dl>
          </div>
        ))}
      </div>
    </div>
  );
}

function Fact({ fact: { key, topic, text, number, isBytes, rate } }: { fact: SysFact }) {
  const t = useText().broker.board;
  const shown = (value: number) => (isBytes ? roundSize(value) : grouped(value));
  if (number === undefined) {
    return (
      <>
        <dt className="text-fg-2" title={topic}>
          {t.fact[key]}
        </dt>
        <dd className="col-span-2 min-w-0 text-right font-mono break-words">{visibleText(text)}</dd>
      </>
    );
  }
  return (
    <>
      <dt className="truncate text-fg-2" title={topic}>
        {t.fact[key]}
      </dt>
      <dd className="text-right font-mono tabular-nums" title={isBytes ? text : undefined}>
        {shown(number)}
      </dd>
      <dd className="text-right font-mono text-xs leading-5 text-fg-2 tabular-nums">
        {rate !== undefined && t.perSecond(isBytes ? roundSize(Math.round(rate)) : rateText(rate))}
      </dd>
    </>
  );
}
