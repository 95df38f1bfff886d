import { visibleText } from '../../../base/visibleText.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { Strip } from '../../kit/controls/Strip.tsx';
import { useText } from '../../kit/language/useText.ts';
import { StatementNote } from '../../pieces/marks/StatementNote.tsx';
import { showPacket } from '../../session/packets/actions.ts';
import type { ListedProblem } from './listedProblems.ts';
import { Readings } from './Readings.tsx';

interface FoundProblemsProps {
  readonly connectionId: string;
  readonly problems: readonly ListedProblem[];
  readonly version: ProtocolVersion;
}

const TONES = { error: 'err', warn: 'warn', note: 'info' } as const;

/** Problems of the packet, with the violated statement and advice. */
export function FoundProblems({ connectionId, problems, version }: FoundProblemsProps) {
  const { detail: t, kit } = useText();
  if (problems.length === 0) return null;
  return (
    <section aria-label={t.problems} className="divide-y divide-line border-b border-line">
      {problems.map(({ key, severity, title, kind, statement, text, remedy, other, readings }) => (
        <Strip
          key={key}
          tone={TONES[severity]}
          title={[kind && t.severity[kind], title].filter(Boolean).join(kit.colon)}
        >
          <p>
            <bdi>{visibleText(text)}</bdi>
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
          {readings.length > 0 && <Readings rows={readings} />}
          {remedy !== undefined && <p className="text-fg-2">{remedy}</p>}
          <div className="flex flex-wrap">
            <StatementNote id={statement} version={version} />
          </div>
        </Strip>
      ))}
    </section>
  );
}
