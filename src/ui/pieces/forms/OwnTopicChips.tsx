import { useText } from '#kit';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { ownTopics } from '../../../alibaba/alink/ownTopics.ts';

export interface ChipsProps {
  readonly device: DeviceName;
  readonly use: 'publish' | 'subscribe';
  /** Topics that need no chip. */
  readonly without?: readonly string[];
  readonly onChoose: (topic: string) => void;
}

/** The device's own topics as buttons, because their names are long to type, most of all on a phone. */
export function OwnTopicChips({ device, use, without = [], onChoose }: ChipsProps) {
  const t = useText().alink;
  const topics = ownTopics(device, use).filter(({ topic }) => !without.includes(topic));
  if (topics.length === 0) return null;
  return (
    <ul aria-label={t.ownTopics} className="mt-1 flex flex-wrap gap-1">
      {topics.map(({ topic, short }) => (
        <li key={topic} className="min-w-0">
          <button
            type="button"
            title={topic}
            aria-label={topic}
            className="h-(--h-small) max-w-full truncate rounded-md border border-line bg-well px-2 font-mono text-xs text-fg-2 hover:border-ctl hover:text-fg"
            onClick={() => onChoose(topic)}
          >
            {short}
          </button>
        </li>
      ))}
    </ul>
  );
}
