/**
 * Closes all tabs after each test file, because the files of a worker share the list of tabs and run in any
 * order.
 */
import { afterAll } from 'vitest';
import { useConnections } from './connection/connections.ts';
import { closeConnection } from './connectionTabs.ts';

afterAll(() => {
  for (const { id } of useConnections.getState().list) closeConnection(id);
});
