import { useText } from '#kit';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { ownTopics } from '../../../alibaba/alink/ownTopics.ts';
import { useModel } from '../../session/alink/models.ts';
import { missingFilters } from '../../session/alink/replyFilters.ts';

export interface ChipsProps {
  readonly device: DeviceName;
  readonly use: 'publish' | 'subscribe';
  /** Topics that need no chip. */
  readonly without?: readonly string[];
  readonly onChoose: (topic: string) => void;
  /** Receives the filters of all replies and calls that are not listed yet. Absent: they are not offered. */
  readonly onChooseAll?: (filters: readonly string[]) => void;
}

const CHIP =
  'h-(--h-small) max-w-full truncate rounded-md border border-line bg-well px-2 text-xs text-fg-2 hover:border-ctl hover:text-fg';

/** The device's own topics as buttons, because their names are long to type, most of all on a phone. */
export function OwnTopicChips(props: ChipsProps) {
  const { device, use, without = [], onChoose, onChooseAll } = props;
  const t = useText().alink;
  const events = useModel(device.productKey)?.events.map(({ identifier }) => identifier);
  const topics = ownTopics(device, use, events).filter(({ topic }) => !without.includes(topic));
  const missing = onChooseAll === undefined ? [] : missingFilters(device, without);
  if (topics.length === 0 && missing.length === 0) return null;
  return (
    <ul aria-label={t.ownTopics} className="mt-1 flex flex-wrap gap-1">
      {missing.length > 0 && (
        <li>
          <button
            type="button"
            title={t.allRepliesTitle(missing)}
            className={CHIP}
            onClick={() => onChooseAll?.(missing)}
          >
            {t.allReplies}
          </button>
        </li>
      )}
      {topics.map(({ topic, short }) => (
        <li key={topic} className="min-w-0">
          <button
            type="button"
            title={topic}
            aria-label={topic}
            className={`${CHIP} font-mono`}
            onClick={() => onChoose(topic)}
          >
            {short}
          </button>
        </li>
      ))}
    </ul>
  );
}
