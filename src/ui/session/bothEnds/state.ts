/** State of the Messages pane per connection, kept when the user leaves and returns. */
import { perConnection } from '../connection/perConnection.ts';

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

const places = perConnection(FIRST);

export const useMessagesPlace = places.use;

export const setMessagesPlace = places.change;
