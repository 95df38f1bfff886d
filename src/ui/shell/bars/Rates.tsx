import { useEffect, useState } from 'react';
import { DirectionMark, useFirstText } from '#kit';
import { grouped } from '../../../i18n/numbers.ts';
import { useCounters, useIsAnswering } from '../../session/connection/useWindowPart.ts';
import { openInFlight } from '../../session/handshakes/openInFlight.ts';

/** Milliseconds after which a message in flight is no longer the normal course of an exchange. */
const LASTS = 1000;

/** Messages a second in each direction, and the messages in flight while there are any. */
export function Rates({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const counters = useCounters(connectionId);
  // Rates from before the worker stopped answering are outdated.
  const isKnown = useIsAnswering(connectionId);
  if (counters === undefined) {
    return null;
  }
  return (
    <>
      {/* Before the rates, which then do not move. */}
      <InFlight
        out={counters.inFlightOut}
        into={counters.inFlightIn}
        onOpen={() => openInFlight(connectionId)}
      />
      <span className="flex items-center gap-4 whitespace-nowrap">
        <Rate title={t.inTitle} direction="in" value={isKnown ? counters.inRate : undefined} />
        <Rate title={t.outTitle} direction="out" value={isKnown ? counters.outRate : undefined} />
        <span className="text-xs text-fg-3 max-lg:hidden">{t.rate}</span>
      </span>
    </>
  );
}

interface InFlightProps {
  readonly out: number;
  readonly into: number;
  readonly onOpen: () => void;
}

function InFlight({ out, into, onOpen }: InFlightProps) {
  const t = useFirstText().shell;
  const isAny = out + into > 0;
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasts(isAny), isAny ? LASTS : 0);
    return () => clearTimeout(timer);
  }, [isAny]);
  if (!lasts || !isAny) return null;
  return (
    <button
      type="button"
      className="flex h-7 items-center gap-1.5 rounded-md px-1 whitespace-nowrap hover:bg-raised"
      title={t.inFlightTitle}
      onClick={onOpen}
    >
      <span className="text-xs text-fg-3">{t.inFlight}</span>
      <b className="font-mono font-semibold">{t.inFlightCount(out, into)}</b>
    </button>
  );
}

interface RateProps {
  readonly title: string;
  readonly direction: 'in' | 'out';
  /** Undefined if unknown. */
  readonly value: number | undefined;
}

function Rate({ title, direction, value }: RateProps) {
  return (
    <span className="flex items-center gap-1" title={title}>
      <DirectionMark direction={direction} />
      <b className="min-w-5 font-mono font-semibold">
        {value === undefined ? '–' : grouped(Math.round(value))}
      </b>
    </span>
  );
}
