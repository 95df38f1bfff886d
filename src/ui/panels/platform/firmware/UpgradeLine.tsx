import { Ban, Check, Clock, OctagonX, RefreshCw, Send, X } from 'lucide-react';
import type { UpgradeFacts } from '../../../../broker/platform/devices/fileCommands.ts';
import { IconButton } from '../../../kit/controls/IconButton.tsx';
import { Progress } from '../../../kit/display/Progress.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { classes } from '../../../kit/page/classes.ts';
import { timeOfDay } from '../../../kit/page/clock.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from '../calls/orders.ts';

const LOOKS = {
  pending: { Sign: Clock, colour: 'text-fg-2' },
  pushed: { Sign: Send, colour: 'text-fg-2' },
  'in-progress': { Sign: RefreshCw, colour: 'text-accent' },
  succeeded: { Sign: Check, colour: 'text-ok' },
  failed: { Sign: OctagonX, colour: 'text-err' },
  cancelled: { Sign: Ban, colour: 'text-fg-2' },
} as const;

interface UpgradeListProps {
  readonly connectionId: string;
  readonly upgrades: readonly UpgradeFacts[];
  /** Wall-clock time at which the broker's clock was 0, ms since 1970. */
  readonly origin: number;
  /** True if the list covers several devices. */
  readonly hasDevices: boolean;
}

/** Upgrades, newest first: progress, and the reason for a failure. */
export function UpgradeList({ connectionId, upgrades, origin, hasDevices }: UpgradeListProps) {
  const t = useText().firmware;
  if (upgrades.length === 0) return <p className="text-fg-2">{t.noUpgrades}</p>;
  return (
    <ul aria-label={t.upgrades}>
      {upgrades.map((facts) => (
        <li
          key={facts.upgrade}
          className="flex min-h-(--h-field) min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5"
        >
          <span className="font-mono text-fg-2">{timeOfDay(origin + facts.changed)}</span>
          {hasDevices && (
            <bdi className="min-w-0 truncate font-mono">{shownName(facts.deviceName)}</bdi>
          )}
          <bdi className="font-mono">{shownName(facts.version)}</bdi>
          <bdi className="font-mono text-fg-2">{shownName(facts.module)}</bdi>
          <span className="text-fg-2">{t.protocols[facts.by]}</span>
          <State facts={facts} />
          {!['succeeded', 'failed', 'cancelled'].includes(facts.state) && (
            <IconButton
              small
              label={t.cancel(shownName(facts.version))}
              onClick={() =>
                void order(
                  connectionId,
                  { kind: 'cancel-upgrade', upgrade: facts.upgrade },
                  t.cancelled(facts.version),
                )
              }
            >
              <X size={14} aria-hidden />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
  );
}

function State({ facts }: { facts: UpgradeFacts }) {
  const t = useText().firmware;
  const { state, progress, failure, description, version } = facts;
  const { Sign, colour } = LOOKS[state];
  return (
    <>
      <span className={classes('inline-flex items-center gap-1', colour)}>
        <Sign size={12} aria-hidden />
        {t.state(state)}
      </span>
      {progress !== undefined && state === 'in-progress' && (
        <>
          <span className="font-mono">{t.progress(progress)}</span>
          <Progress
            className="w-24"
            label={t.progressLabel(shownName(version))}
            value={progress}
            max={100}
          />
        </>
      )}
      {failure !== undefined && <span className="text-err">{t.failure(failure)}</span>}
      {description !== undefined && (
        <bdi className="min-w-0 break-all text-fg-2">{shownName(description)}</bdi>
      )}
    </>
  );
}
