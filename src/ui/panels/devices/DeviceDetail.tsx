import { Eraser, ListFilter, TriangleAlert, Waypoints, X } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  classes,
  IconButton,
  rowTime,
  TopicName,
  useLanguage,
  useText,
  useWidth,
} from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { DeviceDetail as Detail } from '../../../engine/devices/deviceRows.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { Awaited } from '../../pieces/lost.tsx';
import { conventionName } from '../../pieces/marks/conventionName.ts';
import { worded } from '../../pieces/marks/worded.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { subscribedFilters } from '../../session/connection/heardFilters.ts';
import { select } from '../../session/connection/selection.ts';
import { useSame, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { filterPackets } from '../../session/filter/filterPackets.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { askToClear } from '../../session/retained/asked.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { Findings } from './Findings.tsx';
import { LastSeen } from './LastSeen.tsx';
import { PacketLink } from './PacketLink.tsx';
import { PartDetail } from './PartDetail.tsx';
import { PartsGrid } from './PartsGrid.tsx';
import { type DeviceName, setDevicesPlace, useDevicesPlace } from './place.ts';
import { RebirthButton, RebirthOutcome } from './Rebirth.tsx';
import { edgeNodeOf } from './rebirth.ts';
import { StateLines } from './StateLines.tsx';
import { StateWord } from './StateWord.tsx';

interface DeviceDetailProps {
  readonly connectionId: string;
  readonly device: DeviceName;
  /** ms since 1970. */
  readonly origin: number;
}

/** Least width in pixels for values and details beside each other. */
const BESIDE = 640;

/** All facts about a device. */
export function DeviceDetail({ connectionId, device, origin }: DeviceDetailProps) {
  const t = useText().devices;
  const [range, setRange] = useState({ first: 0, count: 40 });
  const { convention, id } = device;
  const heard = subscribedFilters(useConnection(connectionId, 'state', 'subscriptions'));
  const { part } = useDevicesPlace(connectionId);
  const wanted = useSame({ convention, id, parts: range, heard, find: part });
  const reply = useWindowPart(connectionId, 'device', wanted);
  const detail = reply?.row.id === id && reply.row.convention === convention ? reply : undefined;
  const edge = detail && edgeNodeOf(detail.row);
  const [width, measure] = useWidth();
  const isBeside = width >= BESIDE;
  const shownPart = detail?.parts.rows.find(({ key }) => key === part);
  const close = () => setDevicesPlace(connectionId, { chosen: undefined });
  return (
    // On a phone the whole section scrolls: the space below the list is smaller than the head above the values.
    <section
      aria-label={t.detail}
      className="flex min-h-0 flex-1 flex-col max-sm:overflow-y-auto max-sm:*:shrink-0"
    >
      {detail === undefined ? (
        <p className="p-3 text-fg-3">
          {reply === null ? t.gone : <Awaited connectionId={connectionId} text={t.loading} />}
        </p>
      ) : (
        <>
          <Head connectionId={connectionId} detail={detail} onClose={close} />
          {edge && <RebirthOutcome connectionId={connectionId} edge={edge} />}
          <div
            ref={measure}
            className={classes(
              'flex min-h-0 flex-1 max-sm:flex-none max-sm:flex-col',
              !isBeside && 'flex-col',
            )}
          >
            <div className="flex min-h-0 min-w-0 flex-1 flex-col max-sm:flex-none max-sm:*:shrink-0">
              <About connectionId={connectionId} detail={detail} origin={origin} />
              <div className="flex min-h-0 flex-1 flex-col max-sm:h-80 max-sm:flex-none">
                <PartsGrid
                  connectionId={connectionId}
                  convention={convention}
                  parts={detail.parts}
                  chosen={part}
                  found={detail.found}
                  origin={origin}
                  onRange={setRange}
                />
              </div>
            </div>
            {shownPart && (
              <div
                className={classes(
                  'shrink-0 overflow-y-auto border-line bg-pane max-sm:max-h-none',
                  isBeside ? 'w-80 border-l' : 'max-h-1/2 border-t',
                )}
              >
                <PartDetail
                  connectionId={connectionId}
                  convention={convention}
                  part={shownPart}
                  origin={origin}
                  onClose={() => setDevicesPlace(connectionId, { part: undefined })}
                />
              </div>
            )}
          </div>
        </>
      )}
    </section>
  );
}

interface HeadProps {
  readonly connectionId: string;
  readonly detail: Detail;
  readonly onClose: () => void;
}

function Head({ connectionId, detail: { row, filters }, onClose }: HeadProps) {
  const t = useText().devices;
  const edge = edgeNodeOf(row);
  return (
    <div className="flex min-h-(--h-tool) shrink-0 flex-wrap items-center gap-2 border-b border-line bg-bar px-3 py-1">
      <h2 className="min-w-24 flex-1 truncate text-base font-semibold">
        <bdi>{visibleText(row.name ?? row.id)}</bdi>
      </h2>
      <div className="flex flex-wrap gap-2 max-sm:order-last max-sm:w-full">
        {edge && <RebirthButton connectionId={connectionId} edge={edge} />}
        <Button
          icon={<Waypoints size={14} aria-hidden />}
          onClick={() => {
            select(connectionId, { topic: row.topic });
            showPanel(connectionId, 'topic');
          }}
        >
          {t.showTopic}
        </Button>
        <Button
          icon={<ListFilter size={14} aria-hidden />}
          onClick={() => filterPackets(connectionId, (quote) => onAnyOf(filters, quote))}
        >
          {t.showPackets}
        </Button>
      </div>
      <IconButton label={t.close} onClick={onClose}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}

function onAnyOf(filters: readonly string[], quote: (text: string) => string): string {
  const each = filters.map((filter) => `topic ~ ${quote(filter)}`).join(' || ');
  return filters.length > 1 ? `(${each})` : each;
}

type AboutProps = Omit<HeadProps, 'onClose'> & { readonly origin: number };

function About({ connectionId, detail, origin }: AboutProps) {
  const texts = useText();
  const t = texts.devices;
  const { language } = useLanguage();
  const { row, facts, alarms, announced, mayBeUnkept, below } = detail;
  const { state, said, since, statePacket, lastPacket, parent } = row;
  const choose = (id: string) =>
    setDevicesPlace(connectionId, { chosen: { convention: row.convention, id }, part: undefined });
  return (
    <div
      className="max-h-3/5 shrink-0 overflow-y-auto border-b border-line px-3 py-2 max-sm:max-h-none"
      // Scrollable areas must be reachable by keyboard.
      tabIndex={0}
      role="group"
      aria-label={t.about}
    >
      {alarms.length > 0 && (
        <ul aria-label={t.columns.alarms} className="mb-2 flex flex-col gap-1">
          {alarms.map(({ what, time, packet }) => (
            <li key={`${time} ${worded(what, language)}`} className="flex gap-1.5 text-warn">
              <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
              <div className="flex min-w-0 flex-1 flex-wrap gap-x-1.5">
                <span>{visibleText(worded(what, language))}</span>
                <span className="ml-auto font-mono whitespace-nowrap text-fg-2">
                  {rowTime(origin, time)}{' '}
                  <PacketLink
                    packet={packet}
                    onShow={(number) => showPacket(connectionId, number)}
                  />
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
      <StateLines connectionId={connectionId} lines={detail.lines} origin={origin} />
      <Findings connectionId={connectionId} detail={detail} origin={origin} />
      <dl className="grid grid-cols-[fit-content(40%)_minmax(0,1fr)] items-baseline gap-x-4 gap-y-0.5">
        <Entry name={t.columns.state}>
          <StateWord state={state} />
          {said !== undefined && said !== '' && (
            <span className="text-fg-2">{t.said(visibleText(said))}</span>
          )}
          {since !== undefined && (
            <span className="text-fg-2">{t.since(rowTime(origin, since))}</span>
          )}
          <PacketLink packet={statePacket} onShow={(number) => showPacket(connectionId, number)} />
        </Entry>
        <Entry name={t.columns.seen}>
          <LastSeen row={row} origin={origin} />
          <PacketLink packet={lastPacket} onShow={(number) => showPacket(connectionId, number)} />
        </Entry>
        <Entry name={t.columns.convention}>{conventionName(row, texts)}</Entry>
        <Entry name={t.id}>
          <bdi className="font-mono break-all">{visibleText(row.id)}</bdi>
        </Entry>
        <Entry name={t.root}>
          <TopicName topic={row.root} />
        </Entry>
        {parent !== undefined && (
          <Entry name={t.parent}>
            <Choice id={parent} onChoose={choose} />
          </Entry>
        )}
        {below.length > 0 && (
          <Entry name={t.below}>
            {below.slice(0, MOST_BELOW).map((id) => (
              <Choice key={id} id={id} onChoose={choose} />
            ))}
            {below.length > MOST_BELOW && <span>{t.more(below.length - MOST_BELOW)}</span>}
          </Entry>
        )}
        {announced.length > 0 && (
          <Entry name={t.announced.title}>
            <Announced connectionId={connectionId} topics={announced} />
            {mayBeUnkept && <p className="text-fg-2">{t.announced.mayBeUnkept}</p>}
          </Entry>
        )}
        {facts.map(([name, value]) => (
          <Entry key={name} name={factName(name, t)}>
            <FactValue name={name} value={value} texts={t.factValues} />
          </Entry>
        ))}
      </dl>
    </div>
  );
}

const VERSION_OF = 'version of ';

/** Custom conventions name their facts themselves, and so do some devices. */
function factName(name: string, { facts, versionOf }: Texts['devices']): string {
  if (name.startsWith(VERSION_OF)) return versionOf(visibleText(name.slice(VERSION_OF.length)));
  return (Object.hasOwn(facts, name) ? facts[name] : undefined) ?? visibleText(name);
}

interface FactValueProps {
  readonly name: string;
  readonly value: string;
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Value as reported by the device, or our wording for facts of our own conventions. */
function FactValue({ name, value, texts }: FactValueProps) {
  const ours = Object.hasOwn(texts, name) ? texts[name] : undefined;
  const text = ours !== undefined && Object.hasOwn(ours, value) ? ours[value] : undefined;
  if (text !== undefined) return <span>{text}</span>;
  return <bdi className="font-mono break-all">{visibleText(value)}</bdi>;
}

const MOST_BELOW = 20;

function Entry({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-fg-2">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-2">{children}</dd>
    </div>
  );
}

interface AnnouncedProps {
  readonly connectionId: string;
  readonly topics: readonly string[];
}

/** The messages that announce the device. Each leads to its topic, and all can be cleared. */
function Announced({ connectionId, topics }: AnnouncedProps) {
  const { devices, retained } = useText();
  const state = useConnection(connectionId, 'state')?.state.kind;
  const isReadOnly = useReadOnly(connectionId);
  const why = isReadOnly
    ? retained.readOnly
    : state === 'connected'
      ? undefined
      : retained.notConnected;
  return (
    <>
      {topics.slice(0, MOST_BELOW).map((topic) => (
        <button
          key={topic}
          type="button"
          className="max-w-full text-action"
          onClick={() => {
            select(connectionId, { topic });
            showPanel(connectionId, 'topic');
          }}
        >
          <TopicName topic={topic} />
        </button>
      ))}
      {topics.length > MOST_BELOW && <span>{devices.more(topics.length - MOST_BELOW)}</span>}
      {state !== 'file' && (
        <Button
          look="danger"
          className="h-(--h-small)!"
          icon={<Eraser size={14} aria-hidden />}
          disabled={why !== undefined}
          {...(why !== undefined && { title: why })}
          onClick={() => askToClear({ connectionId, path: '', isBelow: true, topics })}
        >
          {devices.announced.clear}
        </Button>
      )}
    </>
  );
}

function Choice({ id, onChoose }: { id: string; onChoose: (id: string) => void }) {
  return (
    <button type="button" className="font-mono break-all text-action" onClick={() => onChoose(id)}>
      <bdi>{visibleText(id)}</bdi>
    </button>
  );
}
