import { useText } from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import type { RecordedMessage } from '../../../engine/replay/recordedMessages.ts';
import { elapsed } from '../../../i18n/durations.ts';
import { bytes } from '../../../i18n/numbers.ts';
import { type ReplayPlan, republished, type Target } from '../../session/replay/plan.ts';

interface DryRunProps {
  readonly messages: readonly RecordedMessage[];
  readonly plan: ReplayPlan;
  readonly target: Target;
  readonly total: number;
}

/** List of the messages that would be sent. */
export function DryRun({ messages, plan, target, total }: DryRunProps) {
  const t = useText().replay;
  const start = messages[0]?.time ?? 0;
  return (
    <section aria-label={t.dryRunTitle}>
      <p className="pb-1 text-xs text-fg-2">
        {messages.length < total ? t.dryRunMore(messages.length, total) : t.dryRunAll}
      </p>
      {/* Without the focus it could not be scrolled by keyboard. */}
      <div
        role="group"
        aria-label={t.dryRunTitle}
        tabIndex={0}
        className="max-h-48 overflow-y-auto rounded-md border border-line bg-well"
      >
        <table aria-label={t.dryRunTitle} className="w-full table-fixed font-mono text-base">
          <thead className="sticky top-0 bg-bar text-left font-sans text-xs text-fg-2">
            <tr>
              <th scope="col" className="w-20 px-2 font-normal">
                {t.columns.at}
              </th>
              <th scope="col" className="px-2 font-normal">
                {t.columns.topic}
              </th>
              <th scope="col" className="w-12 px-2 font-normal">
                {t.columns.qos}
              </th>
              <th scope="col" className="w-16 px-2 font-normal">
                {t.columns.flags}
              </th>
              <th scope="col" className="w-20 px-2 text-right font-normal">
                {t.columns.size}
              </th>
            </tr>
          </thead>
          <tbody>
            {messages.map((recorded) => (
              <Line
                key={recorded.packet}
                recorded={recorded}
                plan={plan}
                target={target}
                start={start}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface LineProps {
  readonly recorded: RecordedMessage;
  readonly plan: ReplayPlan;
  readonly target: Target;
  /** µs */
  readonly start: number;
}

function Line({ recorded, plan, target, start }: LineProps) {
  const t = useText().replay;
  const message = republished(recorded, plan, target);
  const at = Number.isFinite(plan.speed) ? elapsed((recorded.time - start) / plan.speed) : '';
  if (typeof message === 'string') {
    return (
      <tr className="text-err">
        <td className="px-2">{at}</td>
        <td className="truncate px-2 font-sans" colSpan={4}>
          {visibleName(recorded.topic)} {t.wouldNot(message)}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <td className="px-2 text-fg-2">{at}</td>
      <td className="truncate px-2" title={visibleName(message.topic)}>
        <bdi>{visibleName(message.topic)}</bdi>
      </td>
      <td className="px-2">{message.qos}</td>
      <td className="px-2 font-sans">{message.retain ? t.retained : ''}</td>
      <td className="px-2 text-right">{bytes(message.payload.length)}</td>
    </tr>
  );
}
