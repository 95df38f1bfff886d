import { ListX } from 'lucide-react';
import { Button, rowTime, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { DeviceDetail } from '../../../engine/devices/deviceRows.ts';
import { conventionName } from '../../pieces/marks/conventionName.ts';
import { SeverityMark } from '../../pieces/marks/SeverityMark.tsx';
import { StatementLink } from '../../pieces/marks/StatementLink.tsx';
import { showPacket } from '../../session/packets/actions.ts';
import { mutedRules } from '../../session/problems/muted.ts';
import { setPlace } from '../../session/problems/place.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { PacketLink } from './PacketLink.tsx';

/** The newest. */
const SHOWN = 5;

interface FindingsProps {
  readonly connectionId: string;
  readonly detail: Pick<DeviceDetail, 'findings' | 'row'>;
  /** ms since 1970. */
  readonly origin: number;
}

/** Violations of the convention's rules, each with its statement and links to rule and packet. */
export function Findings({ connectionId, detail, origin }: FindingsProps) {
  const texts = useText();
  const { devices, explain } = texts;
  const t = devices.findings;
  const { findings, row } = detail;
  const muted = mutedRules();
  const rows = findings.rows
    .map((found, at) => ({ ...found, number: findings.total - at }))
    .filter(({ rule }) => !muted.includes(rule))
    .slice(0, SHOWN);
  if (rows.length === 0) return null;
  const toRule = (rule: string | undefined) => {
    setPlace(connectionId, {
      search: '',
      ...(rule !== undefined && { open: rule, cursor: { rule, row: undefined } }),
    });
    showPanel(connectionId, 'problems');
  };
  return (
    <section aria-label={t.title} className="mb-2">
      <div className="mb-1 flex flex-wrap items-baseline gap-x-2">
        <h3 className="font-semibold">{t.title}</h3>
        <span className="text-fg-2">{t.by(conventionName(row, texts))}</span>
      </div>
      <ul className="flex flex-col gap-1">
        {rows.map((found) => {
          const { number, rule, severity, statement, packet, time } = found;
          const { title = rule } = explain.rule(rule) ?? {};
          return (
            <li key={number} className="flex flex-wrap items-center gap-x-2">
              <SeverityMark severity={severity} />
              <button
                type="button"
                title={t.show(title)}
                className="min-w-0 text-left hover:underline"
                onClick={() => toRule(rule)}
              >
                <bdi>{visibleText(explain.foundWrong(found))}</bdi>
              </button>
              <span className="ml-auto flex min-w-0 items-baseline gap-2">
                <StatementLink connectionId={connectionId} statement={statement} wraps />
                <span className="font-mono whitespace-nowrap text-fg-2">
                  {rowTime(origin, time)}
                </span>
                <PacketLink packet={packet} onShow={(shown) => showPacket(connectionId, shown)} />
              </span>
            </li>
          );
        })}
      </ul>
      {findings.total > rows.length && (
        <Button
          className="mt-1"
          icon={<ListX size={14} aria-hidden />}
          onClick={() => toRule(undefined)}
        >
          {t.all(findings.total)}
        </Button>
      )}
    </section>
  );
}
