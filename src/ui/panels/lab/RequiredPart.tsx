import { Check, Circle, OctagonAlert } from 'lucide-react';
import { useText } from '#kit';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { StatementNote } from '../../pieces/marks/StatementNote.tsx';
import type { RecipeCheck } from './recipeChecks.ts';

interface RequiredPartProps {
  readonly checks: readonly RecipeCheck[];
  readonly version: ProtocolVersion;
  readonly qos: 1 | 2;
}

const LOOK = {
  held: { Icon: Check, text: 'text-ok' },
  broken: { Icon: OctagonAlert, text: 'text-err' },
  due: { Icon: Circle, text: 'text-fg-3' },
} as const;

/** Requirements of the standard, each with its outcome and the number of its statement. */
export function RequiredPart({ checks, version, qos }: RequiredPartProps) {
  const t = useText().lab;
  const held = checks.filter(({ state }) => state === 'held').length;
  return (
    <section
      aria-label={t.required}
      className="min-w-0 @3xl:w-80 @3xl:shrink-0 @3xl:border-l @3xl:border-line"
    >
      <h3 className="flex min-h-9 items-center gap-2 px-4 font-semibold">
        {t.required}
        <span className="ml-auto font-normal text-fg-2">{t.of(held, checks.length)}</span>
      </h3>
      <ol aria-live="polite">
        {checks.map(({ id, statement, state }) => {
          const { Icon, text } = LOOK[state];
          const words = t.checks[id];
          return (
            <li key={id} className="flex gap-2.5 px-4 py-1.5">
              <Icon size={14} aria-hidden className={`mt-1 shrink-0 ${text}`} />
              <div className="min-w-0 flex-1">
                <p>{words.title}</p>
                <p className="flex flex-wrap items-baseline gap-x-2">
                  <span className={text}>{state === 'due' ? t.due : words[state]}</span>
                  <span className="ml-auto">
                    <StatementNote id={statement} version={version} />
                  </span>
                </p>
              </div>
            </li>
          );
        })}
      </ol>
      <p className="border-t border-line px-4 py-2 text-fg-2">
        {qos === 1 ? t.onceNote : t.exactlyNote}
      </p>
    </section>
  );
}
