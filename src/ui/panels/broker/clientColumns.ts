/** Layout of the list of clients at each width. */
import type { ClientOrder } from '../../../broker/control/views.ts';
import type { ListColumns } from '../../pieces/lists/ListGrid.tsx';

export type ClientColumn =
  | 'client'
  | 'state'
  | 'reconnects'
  | 'why'
  | 'session'
  | 'ends'
  | 'held'
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

/** Clients without a connection have no rates. Their sessions end. */
export const AWAY_COLUMNS: ListColumns<ClientColumn> = {
  wide: {
    shown: ['client', 'state', 'reconnects', 'why', 'session', 'ends', 'held'],
    grid: 'grid-cols-[minmax(112px,1fr)_100px_112px_minmax(192px,2fr)_64px_112px_68px]',
  },
  tight: {
    shown: ['client', 'state', 'why', 'ends', 'held'],
    grid: 'grid-cols-[minmax(96px,1fr)_100px_minmax(112px,1.6fr)_112px_68px]',
  },
  phone: {
    shown: ['client', 'state', 'ends', 'held'],
    grid: 'grid-cols-[minmax(0,1fr)_88px_96px_64px]',
  },
};

export const NUMBERS: ReadonlySet<ClientColumn> = new Set(['reconnects', 'held', 'from', 'to']);

/** Sort orders of the broker by column. */
export const CLIENT_ORDER: Readonly<Record<ClientColumn, ClientOrder>> = {
  client: 'client',
  state: 'connected',
  reconnects: 'reconnects',
  why: 'ended',
  session: 'expiry',
  ends: 'ends',
  held: 'queue',
  from: 'from',
  to: 'to',
};

export const CLIENT_SORTED: ReadonlySet<ClientColumn> = new Set(CLIENT_COLUMNS.wide.shown);
export const AWAY_SORTED: ReadonlySet<ClientColumn> = new Set(AWAY_COLUMNS.wide.shown);
