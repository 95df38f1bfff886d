import type { TopicOrder } from '../../../engine/topics/tree/topicRow.ts';
import { grouped } from '../../numbers.ts';

const counted = (topics: number) => (topics === 1 ? '1 topic' : `${grouped(topics)} topics`);

/** Actions for topics in the tree. */
export const topicActions = {
  menu: (topic: string) => `Actions for ${topic}`,
  commands: {
    copy: 'Copy topic',
    'copy-value': 'Copy value',
    'copy-branch': 'Copy branch as JSON',
    export: 'Export messages…',
    chart: 'Chart a value',
    publish: 'Publish here',
    subscribe: 'Subscribe',
    'subscribe-below': 'Subscribe to all below (#)',
    filter: 'Filter packets by topic',
    'filter-below': 'Filter packets by topic and below',
    'expand-below': 'Expand all below',
    'collapse-below': 'Collapse all below',
    pin: 'Pin',
    hide: 'Hide',
    'clear-retained': 'Clear retained…',
    'expand-all': 'Expand all',
    'collapse-all': 'Collapse all',
    'show-hidden': 'Show hidden topics',
    'next-match': 'Next match',
    'previous-match': 'Previous match',
  },
  /** Submenus with a command and its variants, by the command. */
  together: { copy: 'Copy', subscribe: 'Subscribe', filter: 'Filter packets' },
  expand: 'Expand and collapse',
  unpin: 'Unpin',
  /** In the palette, without a visible topic. */
  ofAll: {
    'expand-all': 'Expand all topics',
    'collapse-all': 'Collapse all topics',
    'show-hidden': 'Show hidden topics',
    'next-match': 'Go to the next topic found',
    'previous-match': 'Go to the previous topic found',
  },
  sortTopicsBy: (order: string) => `Sort topics by ${order.toLowerCase()}`,
  tree: 'All topics',
  sortBy: 'Sort by',
  order: {
    name: 'Name',
    changed: 'Last change',
    count: 'Number of messages',
    rate: 'Rate',
  } satisfies Record<TopicOrder, string>,
  notConnected: 'Not connected',
  valueCopied: (topic: string) => `Copied the value of ${topic}`,
  branchCopied: (copied: number, all: number) =>
    copied === all
      ? `Copied ${counted(all)} with their values`
      : `Copied the first ${grouped(copied)} of ${counted(all)} with their values`,
  /** @param byValue topics whose value matches and whose name does not */
  found: (byName: number, byValue: number, all: number) => {
    const named = `${grouped(byName)} of ${counted(all)}`;
    if (byValue === 0) return named;
    return `${named}, ${byValue === 1 ? '1 value' : `${grouped(byValue)} values`}`;
  },
  foundSoFar: (found: number, percent: number) =>
    `${grouped(found)} found so far, ${percent} % searched`,
  hidden: (count: number) => `${grouped(count)} hidden`,
  show: 'Show',
  pinned: 'Pinned topics',
  unpinned: (topic: string) => `Unpin ${topic}`,
  nothingYet: 'nothing received yet',
  keys: {
    group: 'In the topic tree',
    menu: 'Menu of the topic',
    copy: 'Copy topic, value, branch as JSON',
    export: 'Export messages',
    chart: 'Chart a value',
    publish: 'Publish here',
    subscribe: 'Subscribe; with Shift, to all below',
    filter: 'Filter packets; with Shift, also below',
    below: 'Expand, collapse all below',
    all: 'Expand, collapse all',
    siblings: 'Expand all siblings',
    pin: 'Pin or unpin',
    hide: 'Hide; with Shift, show all hidden',
    clear: 'Clear retained, with all below; asks first',
    match: 'Next match; with Shift, the previous one',
  },
  branch: (topics: number) => `${counted(topics)} at and below this level`,
};
