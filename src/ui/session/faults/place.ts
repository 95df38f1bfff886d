/** State of a connection's Lab desk, kept while another desk is shown. */
import type { FaultPlace } from '../../../broker/faults/commands.ts';
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import { connectionById } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { showPanel } from '../view/tabView.ts';

/** Groups of the Lab's list. The first five need the broker's control interface. */
export type FaultsPart =
  | 'recipes'
  | 'breakpoints'
  | 'step'
  | 'network'
  | 'rules'
  | 'packets'
  | 'replay'
  | 'answers';

/** The client that recipes and step mode apply to. `own`: this connection, whatever its identifier. */
export type ClientChoice =
  | { readonly kind: 'own' }
  | { readonly kind: 'anybody' }
  | { readonly kind: 'client'; readonly client: string };

interface FaultsPlace {
  readonly part: FaultsPart;
  readonly recipe: RecipeId;
  /** Search text of the list. */
  readonly search: string;
  /** In a narrow window: the experiment is shown, and not the list. */
  readonly isOpen: boolean;
  /** Place where faults are injected. Undefined: at the broker. */
  readonly at: FaultPlace | undefined;
  readonly choice: ClientChoice;
  /** A breakpoint was set in this tab, so packets may wait for its user. */
  readonly breaks: boolean;
  /** Under which identifier this connection was last let in. */
  readonly own: string | undefined;
  /** Id of each recipe's last test message. */
  readonly tests: Readonly<Partial<Record<RecipeId, number>>>;
}

const FIRST: FaultsPlace = {
  part: 'recipes',
  recipe: 'lost-puback',
  search: '',
  isOpen: false,
  at: undefined,
  choice: { kind: 'own' },
  breaks: false,
  own: undefined,
  tests: {},
};

const places = perConnection(FIRST);

export const useFaultsPlace = places.use;

export const faultsPlaceOf = places.of;

/** The identifier of this connection, now or last. Undefined if it was never accepted. */
export function ownClientOf(connectionId: string): string | undefined {
  const state = connectionById(connectionId)?.state;
  return state?.kind === 'connected' ? state.clientId : faultsPlaceOf(connectionId).own;
}

/** Undefined: the next client. */
export function clientOf(choice: ClientChoice, own: string | undefined): string | undefined {
  if (choice.kind === 'anybody') return undefined;
  return choice.kind === 'own' ? own : choice.client;
}

export const setFaultsPlace = places.change;

/** Name of the chosen item in the Lab's list. */
export const LAB_ITEM = 'lab-item';

/** Shows a group of the Lab, with the focus on it in the list. */
export function showFaults(connectionId: string, part: FaultsPart): void {
  setFaultsPlace(connectionId, { part, isOpen: true });
  showPanel(connectionId, 'faults');
  requestAnimationFrame(() => focusTarget(LAB_ITEM));
}
