import { useId } from 'react';
import { rowTime, useText } from '#kit';
import type { TracedStep } from '../../../../broker/journal/tracedMessage.ts';
import type { QoS } from '../../../../mqtt/tables/packet.ts';
import { faultWords, isMade, stepDetails } from '../../../pieces/ladder/tracedWords.ts';

interface EndStepsProps {
  /** Title of the list. */
  readonly title: string;
  /** The client's name, as it is shown. */
  readonly client: string;
  readonly steps: readonly TracedStep[];
  readonly qos: QoS;
  readonly origin: number;
}

/** The packets of an end, in words. */
export function EndSteps({ title, client, steps, qos, origin }: EndStepsProps) {
  const texts = useText();
  const t = texts.bothEnds;
  const ids = useId();
  return (
    <section aria-labelledby={ids} className="min-w-0 flex-1">
      <h3 id={ids} className="break-words pb-1 text-xs font-semibold text-fg-2">
        {title}
      </h3>
      {steps.length === 0 ? (
        <p className="text-fg-2">{t.noSteps}</p>
      ) : (
        <ol aria-labelledby={ids} className="list-decimal pl-6">
          {steps.map((step, at) => (
            <li key={`${step.time} ${at}`} className="py-0.5 pl-1 wrap-anywhere">
              <span className="font-mono">{rowTime(origin, step.time * 1000)}</span>{' '}
              <span className="font-semibold">{step.packet.toUpperCase()}</span>{' '}
              <span className="text-fg-2">
                {stepDetails(step, qos)} ·{' '}
                {isMade(step)
                  ? t.madeFor[step.direction](client)
                  : t.sentBy[step.direction](client)}
                {at > 0 && steps[at - 1]?.connection !== step.connection
                  ? ` · ${t.reconnected(step.connection)}`
                  : ''}
              </span>
              {step.fault !== undefined && (
                <span className="text-warn"> · {faultWords(texts, step.fault)}</span>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
