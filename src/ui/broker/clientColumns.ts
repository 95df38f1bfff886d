/** How the lists of clients and of sessions are laid out at each width. */
import type { ListLayout } from '../rows/listLayout.ts';
import type { Columns } from './ListGrid.tsx';

export type ClientColumn =
  | 'client'
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

export const CLIENT_COLUMNS: Readonly<Record<ListLayout, Columns<ClientColumn>>> = {
  wide: {
    shown: [
      'client',
      'address',
      'version',
      'session',
      'subscriptions',
      'queue',
      'inFlight',
      'from',
      'to',
    ],
    grid: 'grid-cols-[minmax(96px,1.5fr)_minmax(88px,1fr)_56px_104px_48px_56px_64px_104px_104px]',
  },
  narrow: {
    shown: [
      'client',
      'address',
      'version',
      'session',
      'subscriptions',
      'queue',
      'inFlight',
      'from',
      'to',
    ],
    grid: 'grid-cols-[minmax(96px,1fr)_minmax(128px,1fr)_56px_104px_44px_52px_60px_104px_96px]',
  },
  phone: {
    shown: ['client', 'queue', 'from', 'to'],
    grid: 'grid-cols-[minmax(0,1fr)_52px_102px_100px]',
  },
};

export const SESSION_COLUMNS: Readonly<Record<ListLayout, Columns<ClientColumn>>> = {
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
    grid: 'grid-cols-[minmax(96px,1.5fr)_96px_84px_112px_minmax(112px,1fr)_48px_112px_64px_68px]',
  },
  narrow: {
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
    grid: 'grid-cols-[minmax(96px,1.5fr)_96px_84px_112px_minmax(96px,1fr)_48px_104px_64px_68px]',
  },
  phone: {
    shown: ['client', 'state', 'ends', 'queue'],
    grid: 'grid-cols-[minmax(0,1fr)_88px_96px_64px]',
  },
};

export const NUMBERS: ReadonlySet<ClientColumn> = new Set([
  'subscriptions',
  'queue',
  'inFlight',
  'receiving',
  'from',
  'to',
]);
