/** Connections that publish nothing, because their profile says so. The connection's worker holds to it in any case. */
import { connectionById, useConnection } from './connections.ts';

export const isReadOnly = (connectionId: string): boolean =>
  connectionById(connectionId)?.settings?.readOnly === true;

/** The same, drawn anew when that changes. */
export const useReadOnly = (connectionId: string): boolean =>
  useConnection(connectionId, 'settings')?.settings?.readOnly === true;
