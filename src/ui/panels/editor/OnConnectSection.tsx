import { OctagonAlert, Plus, X } from 'lucide-react';
import { type ClipboardEvent, useId } from 'react';
import {
  Button,
  IconButton,
  page,
  Segments,
  Tag,
  TextField,
  topicFilterErrorText,
  useText,
  Warnings,
} from '#kit';
import type { SubscriptionSetting } from '../../../profiles/settings/settings.ts';
import { OwnTopics } from '../../pieces/forms/OwnTopics.ts';
import { filterLines, pastedFilters } from '../../pieces/forms/pastedFilters.ts';
import { useConnection } from '../../session/connection/connections.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import type { FilterAndQoS } from '../../session/profiles/filterNotes.ts';
import {
  filterErrors,
  listedOf,
  settled,
  withFilters,
} from '../../session/profiles/typedFilter.ts';
import { shownName } from '../../session/shownName.ts';
import { Row } from './fields/Section.tsx';
import type { OptionsProps } from './fields/sectionProps.ts';

const NONE_TYPED: FilterAndQoS = { filter: '', qos: 0 };

/** True if its QoS rises after the retained messages: not in a session that outlives the connection. */
const isRaised = (one: SubscriptionSetting, { version, sessionExpiry }: Draft): boolean =>
  one.isUntouched === true && version === 5 && sessionExpiry.trim() === '0';

/** Filters to subscribe to after each CONNACK without a session. */
export function OnConnectSection(props: OptionsProps) {
  const { connectionId, draft, change, errors, filterNotes } = props;
  const { editor: t, draftErrors } = useText();
  const id = useId();
  const { filter, qos } = draft.typedFilter ?? NONE_TYPED;
  const setTyped = (part: Partial<FilterAndQoS>) =>
    change({ typedFilter: { filter, qos, ...part } });
  const error = filter === '' ? undefined : topicFilterErrorText(filter, draft.version);
  const isDoubted = filter !== '' && error === undefined;
  const doubts = isDoubted ? filterNotes([{ filter, qos }]) : [];
  const listed = listedOf(draft, page);
  const listDoubts = filterNotes(listed);
  const listErrors = [...filterErrors(listed, draft.version)];
  const { mode, productKey, deviceName } = draft;
  const isDevice = mode === 'alibaba' && productKey !== '' && deviceName !== '';
  const device = isDevice ? { productKey, deviceName } : undefined;
  const usual = listed.length === 0 ? t.filterNone : t.filterMore;
  const add = () => {
    if (filter === '' || error !== undefined) {
      return;
    }
    change(settled(draft, page));
  };
  const paste = (event: ClipboardEvent) => {
    const text = pastedFilters(event);
    if (text === undefined) return;
    const filters = filterLines(text);
    if (filters.length < 2) setTyped({ filter: text });
    else {
      const subscriptions = withFilters(draft.subscriptions, filters, qos);
      change({ subscriptions, typedFilter: { filter: '', qos } });
    }
  };
  return (
    <section aria-label={t.onConnect} className="px-4 pb-3">
      <Row label={t.subscribe}>
        {listed.length > 0 && (
          <ul
            aria-label={t.onConnect}
            aria-describedby={listDoubts.length === 0 ? undefined : id}
            className="mb-2 flex flex-wrap gap-2"
          >
            {listed.map((one) => (
              <li
                key={one.filter}
                className="flex h-(--h-ctl) max-w-full items-center gap-1.5 rounded-md bg-sel pl-2"
              >
                <span className="truncate font-mono text-base" title={shownName(one.filter)}>
                  <bdi>{shownName(one.filter)}</bdi>
                </span>
                {isRaised(one, draft) ? (
                  <Tag title={t.raisedTitle}>{t.raised}</Tag>
                ) : (
                  <Tag>QoS {one.qos}</Tag>
                )}
                <RefusedMark connectionId={connectionId} filter={one.filter} />
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
        {listErrors.map(([wrong, why]) => (
          <p key={wrong} className="mb-2 break-words text-err">
            {draftErrors.filter(shownName(wrong), why)}
          </p>
        ))}
        <div className="flex flex-wrap items-start gap-2" onPaste={paste}>
          <TextField
            className="min-w-0 flex-1 basis-40"
            label={t.filter}
            hidesLabel
            mono
            value={filter}
            placeholder={
              device === undefined ? usual : `/${device.productKey}/${device.deviceName}/user/get`
            }
            onChange={(text) => setTyped({ filter: text })}
            onEnter={add}
            error={error ?? errors.typedFilter}
            warnings={doubts}
          />
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
        {device !== undefined && filter === '' && (
          <OwnTopics
            device={device}
            use="subscribe"
            without={listed.map((one) => one.filter)}
            onChoose={(topic) =>
              change(settled({ ...draft, typedFilter: { filter: topic, qos } }, page))
            }
          />
        )}
      </Row>
    </section>
  );
}

interface RefusedProps {
  readonly connectionId: string;
  readonly filter: string;
}

/** The broker's answer in SUBACK, if it is a refusal. */
function RefusedMark({ connectionId, filter }: RefusedProps) {
  const t = useText().editor;
  const subscriptions = useConnection(connectionId, 'subscriptions')?.subscriptions ?? [];
  const isRefused = subscriptions.some(
    ({ subscription, state }) => subscription.filter === filter && state.kind === 'refused',
  );
  return (
    isRefused && (
      <span className="flex items-center gap-1 text-err">
        <OctagonAlert size={12} aria-hidden />
        {t.filterRefused}
      </span>
    )
  );
}
