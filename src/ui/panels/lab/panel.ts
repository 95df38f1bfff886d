import { later } from '../../kit/loading/later.tsx';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { showFaults } from '../../session/faults/place.ts';
import type { Panel } from '../../session/panel.ts';

const Body = later(async () => (await import('./LabView.tsx')).LabView);

export const faults: Panel = {
  id: 'faults',
  desk: 'lab',
  isThere: ({ isFile }) => !isFile,
  actions: loadedLater(async () => (await import('./actions.ts')).faultActions),
  Body,
};

/** A group of the same list, with its own name in the palette and in links. */
export const workshop: Panel = {
  id: 'workshop',
  desk: 'lab',
  within: 'faults',
  isThere: ({ isFile, settings }) => !isFile && settings !== undefined,
  show: (connectionId) => showFaults(connectionId, 'packets'),
  // A window of an earlier version may have stored it as its panel.
  Body: later(async () => (await import('./LabView.tsx')).WrongPackets),
};
