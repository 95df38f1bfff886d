import { classes, useText } from '#kit';
import { roundSize } from '../../../i18n/sizes.ts';
import type { SysNumbers } from '../../session/broker/sysNumbers.ts';

/** Accounts of the broker by the part of the bar that shows them. */
const PARTS = {
  queued: ['queued'],
  sessions: ['sessions', 'subscriptions', 'connections'],
  retained: ['retained'],
  other: ['journal', 'taps', 'faults', 'incoming', 'outgoing', 'transports', 'platform'],
} as const;

const NAMES = ['queued', 'sessions', 'retained', 'other'] as const;

const COLOURS: Readonly<Record<(typeof NAMES)[number], string>> = {
  queued: 'bg-warn',
  sessions: 'bg-accent',
  retained: 'bg-dir-in',
  other: 'bg-fg-3',
};

/** Memory that the broker holds, by purpose. */
export function HeldMemory({ numbers }: { numbers: SysNumbers }) {
  const t = useText().brokerClients.memory;
  const held = numbers.of('memory/held');
  const limit = numbers.of('memory/limit');
  if (held === undefined || limit === undefined) return null;
  const parts = NAMES.map((name) => ({
    name,
    bytes: PARTS[name].reduce((sum, account) => sum + (numbers.of(`memory/${account}`) ?? 0), 0),
  }));
  const all = Math.max(
    1,
    parts.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  return (
    <section
      aria-label={t.title}
      // A low window, as with 200 % zoom, has room only for the list and the detail.
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-1 [@media(max-height:599px)]:hidden"
    >
      <h2 className="font-semibold">{t.title}</h2>
      <span className="text-fg-2">{t.of(roundSize(held), roundSize(limit))}</span>
      <span
        aria-hidden
        className="flex h-2 max-w-40 flex-[1_1_6rem] overflow-hidden rounded-sm bg-well max-sm:hidden"
      >
        {parts.map(({ name, bytes }) => (
          <span key={name} className={COLOURS[name]} style={{ width: `${(bytes / all) * 100}%` }} />
        ))}
      </span>
      {parts.map(({ name, bytes }) => (
        <span key={name} className="flex items-center gap-1.5 text-fg-2">
          <span aria-hidden className={classes('size-2 rounded-sm', COLOURS[name])} />
          {t[name]} <span className="font-mono text-fg">{roundSize(bytes)}</span>
        </span>
      ))}
    </section>
  );
}
