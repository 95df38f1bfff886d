import { Clock } from 'lucide-react';
import { Button, useText } from '#kit';
import { duration } from '../../../i18n/durations.ts';
import { useFromPlatform } from './calls.ts';
import { askForTime } from './send.ts';

/** The platform's time, over NTP. */
export function TimePart({ connectionId }: { connectionId: string }) {
  const t = useText().alink;
  const { time } = useFromPlatform(connectionId);
  return (
    <div className="flex flex-col items-start gap-3 p-3">
      <Button
        look="primary"
        icon={<Clock size={14} aria-hidden />}
        onClick={() => askForTime(connectionId)}
      >
        {t.askTime}
      </Button>
      <p className="text-xs text-fg-2">{t.timeHint}</p>
      {time === undefined ? (
        <p className="text-fg-2">{t.noTime}</p>
      ) : (
        <>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1" aria-label={t.askTime}>
            <dt className="text-fg-2">{t.time.offset}</dt>
            <dd className="font-mono font-semibold">
              {(time.offset < 0 ? t.behind : t.ahead)(duration(Math.abs(time.offset) * 1000))}
            </dd>
            <dt className="text-fg-2">{t.time.exact}</dt>
            <dd className="font-mono">{new Date(time.time).toISOString()}</dd>
            <dt className="text-fg-2">{t.time.roundTrip}</dt>
            <dd className="font-mono">{duration(Math.max(0, time.roundTrip) * 1000)}</dd>
          </dl>
          <p className="text-xs text-fg-2">{t.time.formula}</p>
        </>
      )}
    </div>
  );
}
