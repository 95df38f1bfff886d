import { Filter, Volume2, VolumeX } from 'lucide-react';
import type { ReactNode } from 'react';
import { announce, Button, Tag, useText } from '#kit';
import type { ProblemGroup } from '../../../engine/findings/problem.ts';
import { findStatement } from '../../../mqtt/statements/statements.ts';
import { SeverityMark } from '../../pieces/marks/SeverityMark.tsx';
import { StatementLink } from '../../pieces/marks/StatementLink.tsx';
import { addToFilter } from '../../session/filter/filters.ts';
import { muteRule } from '../../session/problems/muted.ts';
import { showPanel } from '../../session/view/tabView.ts';

interface RuleExplanationProps {
  readonly connectionId: string;
  readonly group: ProblemGroup;
}

/** Explanation of a rule: statement, consequences, and advice. */
export function RuleExplanation({ connectionId, group }: RuleExplanationProps) {
  const { problems: t, explain } = useText();
  const statement = findStatement(group.statement, group.edition);
  const { title = group.rule, explanation, remedy } = explain.rule(group.rule) ?? {};
  const setMuted = (muted: boolean): void => {
    muteRule(group.rule, muted);
    announce(muted ? t.mutedNow(title) : t.unmutedNow(title));
  };
  return (
    <section aria-label={t.rule} className="flex h-full min-h-0 flex-col bg-pane">
      <div className="flex min-h-(--h-tool) shrink-0 flex-wrap items-center gap-2 border-b border-line bg-bar px-3 py-1">
        <SeverityMark severity={group.severity} />
        <h2 className="min-w-0 text-base font-semibold">{title}</h2>
        <span className="font-mono text-fg-3">{group.rule}</span>
        {group.muted && <Tag tone="outline">{t.muted}</Tag>}
        <span className="ml-auto flex gap-2">
          <Button
            icon={<Filter size={14} aria-hidden />}
            onClick={() => {
              addToFilter(connectionId, `problem == "${group.rule}"`, 'only');
              showPanel(connectionId, 'packets');
            }}
          >
            {t.showPackets}
          </Button>
          <Button
            icon={
              group.muted ? <Volume2 size={14} aria-hidden /> : <VolumeX size={14} aria-hidden />
            }
            title={t.muteTitle}
            onClick={() => setMuted(!group.muted)}
          >
            {group.muted ? t.unmute : t.mute}
          </Button>
        </span>
      </div>
      <div
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto px-3 py-2 -outline-offset-2"
      >
        <div className="grid max-w-[120ch] gap-x-6 gap-y-3 leading-5 lg:grid-cols-2">
          {explanation !== undefined && <Part title={t.why}>{explanation}</Part>}
          <Part title={t.remedy}>{remedy}</Part>
          {statement === undefined ? (
            <Broken connectionId={connectionId} statements={group.statements} />
          ) : (
            <Part title={t.statement}>
              <span className="font-mono text-accent">{group.statement}</span>{' '}
              {explain.statement(statement)}
            </Part>
          )}
        </div>
      </div>
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="text-xs font-semibold text-fg-2">{title}</h3>
      <p>{children}</p>
    </div>
  );
}

type BrokenProps = Pick<RuleExplanationProps, 'connectionId'> & Pick<ProblemGroup, 'statements'>;

/** Each leads to the packets that break it. */
function Broken({ connectionId, statements }: BrokenProps) {
  const t = useText().problems;
  return (
    <div>
      <h3 className="text-xs font-semibold text-fg-2">{t.broken}</h3>
      <ul>
        {[...statements].map(([statement, count]) => (
          <li key={statement} className="flex gap-2">
            <StatementLink connectionId={connectionId} statement={statement} wraps />
            <span className="text-fg-2">{t.times(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
