import { Circle, CircleSlash, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes, useText } from '#kit';
import type { ClientEnd, ClientRow, LastEnd } from '../../../broker/control/views.ts';
import { shownName } from '../../session/shownName.ts';

/** Codes with which a broker ends connections regularly: shutting down, by command. */
const REGULAR: ReadonlySet<number> = new Set([0x8b, 0x98, 0x9c, 0x9d]);

/** Ends within a minute that make a loop. */
export const LOOP = 2;

/** Severity of a client's end; undefined for a regular end that does not repeat. */
function severityOf(end: ClientEnd, ends: number): 'err' | 'warn' | undefined {
  if (end.kind === 'refused') return 'err';
  if (ends >= LOOP && (end.kind === 'lost' || end.kind === 'disconnect')) return 'warn';
  return end.kind === 'broker' && !REGULAR.has(end.reasonCode) ? 'warn' : undefined;
}

const LOOK = {
  err: { Icon: OctagonAlert, text: 'text-err' },
  warn: { Icon: TriangleAlert, text: 'text-warn' },
} as const;

interface EndTextProps {
  readonly last: LastEnd;
  /** Ends within the last minute. */
  readonly ends?: number;
}

/** Why a connection ended: the reason first, then the address or other details. */
export function EndText({ last, ends = 0 }: EndTextProps) {
  const { brokerClients: t, kit } = useText();
  const [reason, rest] = t.end(last.end, last.address);
  const severity = severityOf(last.end, ends);
  const look = severity && LOOK[severity];
  const details = shownName(rest);
  return (
    <span
      className="flex min-w-0 items-center gap-1.5 font-sans"
      title={[reason, details].filter(Boolean).join(kit.comma)}
    >
      {look !== undefined && (
        <look.Icon size={14} aria-hidden className={classes('shrink-0', look.text)} />
      )}
      <span className="truncate">
        <span className={look?.text ?? 'text-fg'}>{shownName(reason)}</span>
        {details !== '' && kit.comma}
        <bdi className="text-fg-2">{details}</bdi>
      </span>
    </span>
  );
}

type ClientState = 'connected' | 'offline' | 'refused' | 'left';

export function stateOf({ connection, hasSession, lastEnd }: ClientRow): ClientState {
  if (connection !== undefined) return 'connected';
  if (hasSession) return 'offline';
  return lastEnd?.end.kind === 'refused' ? 'refused' : 'left';
}

const STATES = {
  connected: { Icon: Circle, icon: 'fill-current text-ok', word: 'text-fg' },
  offline: { Icon: Circle, icon: 'text-fg-3', word: 'text-fg-2' },
  refused: { Icon: OctagonAlert, icon: 'text-err', word: 'text-err' },
  left: { Icon: CircleSlash, icon: 'text-fg-3', word: 'text-fg-2' },
} as const;

interface StateWordProps {
  readonly state: ClientState;
  /** Replaces the word of the state. */
  readonly text?: ReactNode;
  readonly isOwn?: boolean;
}

/** Icon and word. */
export function StateWord({ state, text, isOwn = false }: StateWordProps) {
  const { broker, brokerClients } = useText();
  const { Icon, ...look } = STATES[state];
  const isOwnThere = isOwn && state === 'connected';
  const word = isOwnThere ? broker.own : brokerClients.state[state];
  return (
    <span
      title={isOwnThere ? broker.ownTitle : undefined}
      className={classes('inline-flex min-w-0 items-center gap-1.5 font-sans', look.word)}
    >
      <Icon size={8} aria-hidden className={classes('shrink-0', look.icon)} />
      {text ?? word}
    </span>
  );
}
