/** State of the kept messages list per connection. The list moves when the window becomes a single column. */
import { perConnection } from '../../../session/connection/perConnection.ts';

interface Place {
  readonly wanted: string;
  /** The message or the folder that gets another name, and that name so far. */
  readonly naming: { readonly of: string; readonly text: string } | undefined;
}

export const place = perConnection<Place>({ wanted: '', naming: undefined });

interface Naming {
  /** undefined: it keeps its name. */
  readonly text: string | undefined;
  readonly set: (text: string | undefined) => void;
}

export function useNaming(connectionId: string, of: string): Naming {
  // Redraws only the row that gets the name.
  const text = place.useAll(({ [connectionId]: here }) =>
    here?.naming?.of === of ? here.naming.text : undefined,
  );
  const set = (next: string | undefined): void =>
    place.change(connectionId, { naming: next === undefined ? undefined : { of, text: next } });
  return { text, set };
}
