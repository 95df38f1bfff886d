/** Stored form of a page's tabs for a reload. Reading it validates everything. */
import { Fields } from '../../../profiles/stored/storedFields.ts';
import type { Draft } from '../profiles/draft.ts';
import { readDraft } from '../profiles/keptDraft.ts';
import type { PublishForm } from '../publish/publishForm.ts';
import type { PaneId, PanelId, TabView } from '../view/tabView.ts';

export interface KeptConnection {
  readonly kind: 'connection';
  readonly name: string;
  readonly draft: Draft;
  /** Settings of the last Connect, including later subscriptions. Undefined if there was none. */
  readonly used: Draft | undefined;
  /** A secret that the broker needs was left out. */
  readonly lacksSecret: boolean;
  /** Link from the address, and the URL derived from it. */
  readonly linked: { readonly typed: string; readonly url: string } | undefined;
  readonly filter: { readonly text: string; readonly answers: boolean };
  readonly view: Pick<TabView, 'screen' | 'panel' | 'front'>;
  /** The selected topic. */
  readonly topic: string | undefined;
  readonly form: KeptForm;
  /** Id of the files with its packets. */
  readonly packets?: string;
}

/** The file itself is not kept: only the browser may give it again. */
interface KeptFile {
  readonly kind: 'file';
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Names of predefined topics of MQTT-SN that the user entered. */
  readonly sensorTopics?: string;
}

/** Other clients' packets at a broker. The packets are not kept, because only the broker may show them again. */
interface KeptTap {
  readonly kind: 'tap';
  readonly name: string;
  readonly clients: readonly string[] | 'all';
  /** Index of the tab with the connection to the broker; undefined if it was closed. */
  readonly from: number | undefined;
}

export type KeptTab = KeptConnection | KeptFile | KeptTap;
export type KeptForm = Omit<PublishForm, 'large' | 'userProperties'> & {
  readonly userProperties: readonly { readonly name: string; readonly value: string }[];
};

export interface KeptTabs {
  readonly tabs: readonly KeptTab[];
  /** Index of the front tab. */
  readonly front: number;
}

interface ReadTabs {
  readonly tabs: readonly (KeptTab | undefined)[];
  readonly front: number;
}

const FORMAT = 1;
/** Limit of restored tabs, because each has a worker. */
const MOST_TABS = 24;
/** Characters of all of it; beyond, payloads are left out. */
const MOST = 1 << 20;
const QOS = [0, 1, 2] as const;

const PANELS: Readonly<Record<PanelId, true>> = {
  packets: true,
  requests: true,
  topic: true,
  problems: true,
  streams: true,
  devices: true,
  broker: true,
  platform: true,
  faults: true,
  workshop: true,
};
const isPanel = (name: string): name is PanelId => Object.hasOwn(PANELS, name);
const isPane = (name: string): name is PaneId => name === 'topics' || name === 'charts';

export function writeTabs({ tabs, front }: KeptTabs): string {
  const kept = { format: FORMAT, front, tabs: tabs.slice(0, MOST_TABS).map(written) };
  const text = JSON.stringify(kept);
  if (text.length <= MOST) return text;
  const without = kept.tabs.map((tab) => {
    if (tab.kind === 'file') return { ...tab, sensorTopics: undefined };
    return tab.kind === 'tap' ? tab : { ...tab, form: { ...tab.form, payload: '' } };
  });
  return JSON.stringify({ ...kept, tabs: without });
}

/** Lists are of objects. */
const written = (tab: KeptTab) =>
  tab.kind === 'tap'
    ? { ...tab, clients: tab.clients === 'all' ? undefined : tab.clients.map((id) => ({ id })) }
    : tab;

/** Throws if the text was not written by `writeTabs`. A tab that cannot be read is undefined. */
export function readTabs(text: string): ReadTabs {
  const parsed: unknown = JSON.parse(text);
  const fields = new Fields(parsed, '');
  fields.oneOf('format', [FORMAT]);
  const tabs = fields.readable('tabs', readTab, MOST_TABS);
  return { tabs, front: fields.whole('front', Math.max(0, tabs.length - 1), 0) };
}

function readTab(fields: Fields): KeptTab {
  const kind = fields.oneOf('kind', ['connection', 'file', 'tap'] as const);
  const name = fields.text('name');
  if (kind === 'file') {
    const sensorTopics = fields.text('sensorTopics', '');
    const size = fields.whole('size', Number.MAX_SAFE_INTEGER);
    return { kind, name, size, ...(sensorTopics !== '' && { sensorTopics }) };
  }
  if (kind === 'tap') {
    const clients = fields.has('clients') ? fields.list('clients', (one) => one.text('id')) : 'all';
    const from = fields.has('from') ? fields.whole('from', MOST_TABS, 0) : undefined;
    return { kind, name, clients, from };
  }
  const filter = fields.group('filter');
  return {
    kind,
    name,
    draft: readDraft(fields.group('draft')),
    used: fields.has('used') ? readDraft(fields.group('used')) : undefined,
    lacksSecret: fields.flag('lacksSecret'),
    linked: fields.has('linked') ? readLinked(fields.group('linked')) : undefined,
    filter: { text: filter.text('text'), answers: filter.flag('answers') },
    view: readView(fields.group('view')),
    topic: fields.has('topic') ? fields.text('topic') : undefined,
    form: readForm(fields.group('form')),
    ...(fields.has('packets') && { packets: fields.text('packets') }),
  };
}

const readLinked = (fields: Fields) => ({ typed: fields.text('typed'), url: fields.text('url') });

/** Panels that no longer exist: a device's messages are sent from Publish, and exchanges are rows of the packet list. */
const INSTEAD: ReadonlyMap<string, PanelId> = new Map([
  ['alink', 'topic'],
  ['handshakes', 'requests'],
]);

/** An unknown panel becomes the first. */
function readView(fields: Fields): KeptConnection['view'] {
  const panel = fields.text('panel', '');
  const front = fields.text('front', '');
  return {
    screen: fields.oneOf('screen', ['editor', 'capture'] as const),
    panel: isPanel(panel) ? panel : (INSTEAD.get(panel) ?? 'packets'),
    front: isPane(front) ? front : 'panel',
  };
}

function readForm(fields: Fields): KeptForm {
  return {
    topic: fields.text('topic'),
    payload: fields.text('payload'),
    format: fields.text('format'),
    qos: fields.oneOf('qos', QOS),
    retain: fields.flag('retain'),
    contentType: fields.text('contentType'),
    responseTopic: fields.text('responseTopic'),
    correlationData: fields.text('correlationData'),
    expiry: fields.text('expiry'),
    topicAlias: fields.text('topicAlias', ''),
    isText: fields.flag('isText'),
    loadedAsHex: fields.flag('loadedAsHex'),
    templates: fields.flag('templates', false),
    userProperties: fields.list('userProperties', (one) => ({
      name: one.text('name'),
      value: one.text('value'),
    })),
  };
}
