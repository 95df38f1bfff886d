/** What the pane Messages shows of each connection's broker; it is as it was when somebody comes back to it. */
import { create } from 'zustand';
import { whenClosed } from '../state/connections.ts';

interface MessagesPlace {
  /** Topic filter, or text in the topic. */
  readonly topic: string;
  readonly client: string;
  /** Those below `$SYS` too. */
  readonly withSys: boolean;
  /** Only older messages than this one; undefined: the newest, live. */
  readonly before: number | undefined;
  /** The message whose ends are shown. */
  readonly message: number | undefined;
  /** Key of the chosen delivery. */
  readonly delivery: string | undefined;
}

const FIRST: MessagesPlace = {
  topic: '',
  client: '',
  withSys: false,
  before: undefined,
  message: undefined,
  delivery: undefined,
};

const usePlaces = create<{ readonly of: Readonly<Record<string, MessagesPlace>> }>()(() => ({
  of: {},
}));

whenClosed((id) =>
  usePlaces.setState((state) => {
    const { [id]: _place, ...of } = state.of;
    return { of };
  }),
);

export function useMessagesPlace(connectionId: string): MessagesPlace {
  return usePlaces((state) => state.of[connectionId] ?? FIRST);
}

export function setMessagesPlace(connectionId: string, change: Partial<MessagesPlace>): void {
  usePlaces.setState(({ of }) => ({
    of: { ...of, [connectionId]: { ...(of[connectionId] ?? FIRST), ...change } },
  }));
}
