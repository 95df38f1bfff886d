/** Unfolded parts of the form. The state is shared with the place of the form in single-column windows. */
import { perConnection } from '../../session/connection/perConnection.ts';

export type Panel = 'repeat' | 'keep' | 'answer';

interface Unfolded {
  readonly panel: Panel | undefined;
  readonly properties: boolean;
}

export const unfolded = perConnection<Unfolded>({ panel: undefined, properties: false });
