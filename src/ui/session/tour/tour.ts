/** The tour: its step and its connection. It can be left at any time. */

import { TOUR_STEPS, type TourStep } from '../../../i18n/tourSteps.ts';
import { askBroker } from '../broker/brokers.ts';
import { activateConnection, connectionById } from '../connection/connections.ts';
import { select } from '../connection/selection.ts';
import { whenClosing } from '../connectionTabs.ts';
import { setFaultsPlace } from '../faults/place.ts';
import { endStep } from '../faults/stepping.ts';
import { steps } from '../faults/steps.ts';
import { setLadder } from '../packet/ladderView.ts';
import { openThisTab } from '../profiles/thisTab.ts';
import { type PanelId, showPanel } from '../view/tabView.ts';
import { NOBODY, useTour } from './state.ts';

/**
 * Filter and topics of the tour. Messages published outside of the filter are not delivered: the plant's planning
 * system subscribes to `cmd/+/ack` with a persistent session, so that no step is about a message without a subscriber.
 */
export const TOUR_FILTER = 'tour/#';
export const TOUR_TOPICS = {
  /** Number from a simulated device, twice a second. */
  value: 'sensors/hz-2/oven-01/zone-1',
  hello: 'tour/hello',
  qos2: 'cmd/tour-qos2/ack',
  lost: 'cmd/tour-qos1/ack',
} as const;

/** The first panel of each step. */
const PANELS: Readonly<Record<TourStep, PanelId>> = {
  watch: 'topic',
  subscribe: 'topic',
  publish: 'topic',
  inspect: 'packets',
  broker: 'broker',
  qos2: 'faults',
  lost: 'faults',
  read: 'packets',
};

/** Started, but not shown yet. */
let isNew = false;

/** True once, at the start of the tour. */
export function takeBeginning(): boolean {
  const was = isNew;
  isNew = false;
  return was;
}

/** Starts on its own connection to this tab's broker. `connectionId` is used if it is unused. */
export function startTour(connectionId: string | undefined): void {
  leaveTour();
  const connection = openThisTab(connectionId, 'tour');
  isNew = true;
  showPanel(connection, PANELS.watch);
  useTour.setState({ connection, step: 'watch', since: Date.now() });
}

export function goToStep(step: TourStep): void {
  const { connection, step: before } = useTour.getState();
  if (connection === undefined || connectionById(connection) === undefined) return;
  clearUp(connection);
  pauseFleet(connection, TOUR_STEPS.indexOf(step) >= TOUR_STEPS.indexOf('qos2'));
  activateConnection(connection);
  if (step === 'qos2') setFaultsPlace(connection, { part: 'step', isOpen: true });
  if (step === 'lost') {
    setFaultsPlace(connection, { part: 'recipes', recipe: 'lost-puback', isOpen: true });
  }
  // The exchange of an earlier step is not what the text is about.
  if (step === 'read') select(connection, { packet: undefined, exchange: undefined });
  if (before !== step) showPanel(connection, PANELS[step]);
  useTour.setState({ step, since: Date.now() });
}

/** Leaves the tour. The connection continues. */
export function leaveTour(): void {
  const { connection } = useTour.getState();
  if (connection === undefined) return;
  useTour.setState(NOBODY);
  if (connectionById(connection) === undefined) return;
  clearUp(connection);
  pauseFleet(connection, false);
}

/** Ends step mode, so that no packet waits, and shows the whole detail again. */
function clearUp(connection: string): void {
  setLadder(connection, { isWhole: false });
  const { client } = steps.of(connection);
  if (client !== undefined) void endStep(connection, client);
}

/** Thirty messages a second would hide the few packets that some steps are about. */
function pauseFleet(connection: string, isQuiet: boolean): void {
  void askBroker(connection, { kind: 'run-fleet', isRunning: !isQuiet });
}

whenClosing((id) => {
  if (useTour.getState().connection === id) leaveTour();
});
