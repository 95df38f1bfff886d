/** Connections that cannot publish: their profile is read-only (the worker enforces it), or their worker was ended. */
import { connectionById, type OpenConnection, useConnection } from './connection/connections.ts';

const isSo = (connection: Pick<OpenConnection, 'settings' | 'ended'> | undefined): boolean =>
  connection?.settings?.readOnly === true || connection?.ended !== undefined;

export const isReadOnly = (connectionId: string): boolean => isSo(connectionById(connectionId));

/** The same, and redraws the component on changes. */
export const useReadOnly = (connectionId: string): boolean =>
  isSo(useConnection(connectionId, 'settings', 'ended'));
