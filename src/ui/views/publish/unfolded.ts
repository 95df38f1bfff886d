/** What is unfolded of the form; it stands elsewhere where there is room for one column, and is unfolded there, too. */
import { perConnection } from '../../session/perConnection.ts';

export type Panel = 'repeat' | 'keep' | 'answer';

interface Unfolded {
  readonly panel: Panel | undefined;
  readonly properties: boolean;
}

export const unfolded = perConnection<Unfolded>({ panel: undefined, properties: false });
