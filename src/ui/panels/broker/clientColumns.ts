/** Layout of the lists of clients and sessions at each width. */
import type { ClientOrder } from '../../../broker/control/views.ts';
import type { ListColumns } from '../../pieces/lists/ListGrid.tsx';

export type ClientColumn =
  | 'client'
  | 'reconnects'
  | 'why'
  | 'held'
  | 'address'
  | 'version'
  | 'session'
  | 'state'
  | 'cleanStart'
  | 'expiry'
  | 'ends'
  | 'subscriptions'
  | 'queue'
  | 'inFlight'
  | 'receiving'
  | 'from'
  | 'to';

export const CLIENT_COLUMNS: ListColumns<ClientColumn> = {
  wide: {
    shown: ['client', 'state', 'reconnects', 'why', 'session', 'held', 'from', 'to'],
    grid: 'grid-cols-[minmax(112px,1fr)_100px_112px_minmax(192px,2fr)_64px_68px_56px_56px]',
  },
  tight: {
    shown: ['client', 'state', 'reconnects', 'why', 'held'],
    grid: 'grid-cols-[minmax(96px,1fr)_100px_112px_minmax(112px,1.6fr)_68px]',
  },
  phone: {
    shown: ['client', 'state', 'reconnects', 'why'],
    grid: 'grid-cols-[minmax(0,1fr)_88px_72px_minmax(0,0.7fr)]',
  },
};

export const SESSION_COLUMNS: ListColumns<ClientColumn> = {
  wide: {
    shown: [
      'client',
      'state',
      'cleanStart',
      'expiry',
      'ends',
      'subscriptions',
      'queue',
      'inFlight',
      'receiving',
    ],
    grid: 'grid-cols-[minmax(92px,1.5fr)_96px_84px_112px_minmax(96px,1fr)_48px_92px_64px_84px]',
  },
  tight: {
    shown: ['client', 'state', 'expiry', 'ends', 'subscriptions', 'queue', 'inFlight'],
    grid: 'grid-cols-[minmax(96px,1fr)_92px_102px_88px_44px_96px_60px]',
  },
  phone: {
    shown: ['client', 'state', 'ends', 'queue'],
    grid: 'grid-cols-[minmax(0,1fr)_88px_96px_64px]',
  },
};

export const NUMBERS: ReadonlySet<ClientColumn> = new Set([
  'reconnects',
  'held',
  'subscriptions',
  'queue',
  'inFlight',
  'receiving',
  'from',
  'to',
]);

/** Sort orders of the broker by column. */
export const CLIENT_ORDER: Readonly<Record<ClientColumn, ClientOrder>> = {
  client: 'client',
  reconnects: 'reconnects',
  why: 'ended',
  held: 'queue',
  address: 'address',
  version: 'version',
  session: 'expiry',
  state: 'connected',
  cleanStart: 'cleanStart',
  expiry: 'expiry',
  ends: 'ends',
  subscriptions: 'subscriptions',
  queue: 'queue',
  inFlight: 'inFlight',
  receiving: 'receiving',
  from: 'from',
  to: 'to',
};

export const CLIENT_SORTED: ReadonlySet<ClientColumn> = new Set(CLIENT_COLUMNS.wide.shown);
export const SESSION_SORTED: ReadonlySet<ClientColumn> = new Set(SESSION_COLUMNS.wide.shown);
