import { Strip, useText, VisibleText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { StatementNote } from '../../pieces/marks/StatementNote.tsx';
import { showPacket } from '../../session/packets/actions.ts';
import type { ListedProblem } from './listedProblems.ts';

interface FoundProblemsProps {
  readonly connectionId: string;
  readonly problems: readonly ListedProblem[];
  /** The packet has a problem. Those of the oldest packets are not kept if there are too many. */
  readonly hasProblem: boolean;
  readonly version: ProtocolVersion;
}

const TONES = { error: 'err', warn: 'warn', note: 'info' } as const;

/** Problems of the packet, with the violated statement and advice. */
export function FoundProblems(props: FoundProblemsProps) {
  const { connectionId, problems, hasProblem, version } = props;
  const { detail: t, kit } = useText();
  if (problems.length === 0) {
    return hasProblem ? (
      <section aria-label={t.problems} className="border-b border-line">
        <Strip tone="warn" title={t.problemNotKept}>
          <p>{t.problemNotKeptText}</p>
        </Strip>
      </section>
    ) : null;
  }
  return (
    <section aria-label={t.problems} className="divide-y divide-line border-b border-line">
      {problems.map(({ key, severity, title, kind, statement, text, remedy, other }) => (
        <Strip
          key={key}
          tone={TONES[severity]}
          title={[kind && t.severity[kind], title].filter(Boolean).join(kit.colon)}
        >
          <p>
            <bdi>
              <VisibleText text={visibleText(text)} />
            </bdi>
            {other !== undefined && (
              <>
                {kit.gap}
                <button
                  type="button"
                  title={t.exchange.show(other)}
                  onClick={() => showPacket(connectionId, other)}
                  className="rounded-sm font-mono text-accent hover:underline"
                >
                  {t.number(other)}
                </button>
              </>
            )}
          </p>
          {remedy !== undefined && <p className="text-fg-2">{remedy}</p>}
          <div className="flex flex-wrap">
            <StatementNote id={statement} version={version} />
          </div>
        </Strip>
      ))}
    </section>
  );
}
