import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../kit/Button.tsx';
import { Warnings } from '../../kit/Field.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { topicFilterErrorText } from '../../kit/language/topicErrorText.ts';
import { Segments } from '../../kit/Segments.tsx';
import { Tag } from '../../kit/Tag.tsx';
import { TextField } from '../../kit/TextField.tsx';
import type { FilterAndQoS } from '../../session/profiles/filterNotes.ts';
import { settled } from '../../session/profiles/typedFilter.ts';
import { shownName } from '../../session/shownName.ts';
import { Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

const NONE_TYPED: FilterAndQoS = { filter: '', qos: 0 };

/** Filters to subscribe to after each CONNACK without a session. */
export function OnConnectSection({ draft, change, errors, filterNotes }: SectionProps) {
  const t = useFirstText().editor;
  const id = useId();
  const { filter, qos } = draft.typedFilter ?? NONE_TYPED;
  const setTyped = (part: Partial<FilterAndQoS>) =>
    change({ typedFilter: { filter, qos, ...part } });
  const error = filter === '' ? undefined : topicFilterErrorText(filter, draft.version);
  const isDoubted = filter !== '' && error === undefined;
  const doubts = isDoubted ? filterNotes([{ filter, qos }]) : [];
  const listDoubts = filterNotes(draft.subscriptions);
  const add = () => {
    if (filter === '' || error !== undefined) {
      return;
    }
    change(settled(draft));
  };
  return (
    <Section
      title={t.onConnect}
      aside={draft.subscriptions.length === 0 ? t.onConnectNone : undefined}
    >
      {draft.subscriptions.length > 0 && (
        <ul
          aria-label={t.onConnect}
          aria-describedby={listDoubts.length === 0 ? undefined : id}
          className="mb-3 flex flex-wrap gap-2"
        >
          {draft.subscriptions.map((one) => (
            <li
              key={one.filter}
              className="flex h-(--h-small) max-w-full items-center gap-1.5 rounded-md border border-line bg-well pl-2"
            >
              <span className="truncate font-mono" title={shownName(one.filter)}>
                <bdi>{shownName(one.filter)}</bdi>
              </span>
              <Tag>QoS {one.qos}</Tag>
              <IconButton
                small
                label={t.removeFilter(shownName(one.filter))}
                onClick={() =>
                  change({
                    subscriptions: draft.subscriptions.filter((other) => other !== one),
                  })
                }
              >
                <X size={12} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {listDoubts.length > 0 && (
        <div id={id} className="mb-2">
          <Warnings texts={listDoubts} />
        </div>
      )}
      {errors.subscriptions !== undefined && (
        <p className="mb-2 text-xs break-words text-err">{errors.subscriptions}</p>
      )}
      <div className="flex flex-wrap items-start gap-x-2">
        <TextField
          className="min-w-0 flex-1 basis-60"
          label={t.filter}
          mono
          value={filter}
          onChange={(text) => setTyped({ filter: text })}
          onEnter={add}
          error={error}
          warnings={doubts}
        />
        <div className="flex gap-2 pt-2 sm:pt-5">
          <Segments
            label={t.filterQoS}
            value={qos}
            options={[
              { value: 0, label: 'QoS 0', caption: 'QoS 0' },
              { value: 1, label: 'QoS 1', caption: '1' },
              { value: 2, label: 'QoS 2', caption: '2' },
            ]}
            onChange={(level) => setTyped({ qos: level })}
          />
          <Button icon={<Plus size={14} aria-hidden />} onClick={add} disabled={filter === ''}>
            {t.addFilter}
          </Button>
        </div>
      </div>
    </Section>
  );
}
