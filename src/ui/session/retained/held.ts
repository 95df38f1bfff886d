/**
 * Copies of the retained messages cleared last, per connection. They can be restored while the copies exist.
 */
import { create } from 'zustand';
import { whenClosed } from '../connectionTabs.ts';
import { offerUndo, takeBack, type Undo } from '../dialogs/confirm.ts';

interface Held {
  readonly count: number;
  readonly undo: Undo;
}

const useHeld = create<{ readonly of: Readonly<Record<string, Held>> }>()(() => ({ of: {} }));

whenClosed((closed) => hold(closed, undefined));

/** 0: nothing can be restored. */
export function useHeldCount(connectionId: string): number {
  return useHeld(({ of }) => of[connectionId]?.count ?? 0);
}

/** ms that the offer stays. Users who clear thousands of messages look elsewhere meanwhile. */
const STAYS = 60_000;

interface Cleared {
  /** Text about the result. */
  readonly text: string;
  readonly count: number;
  /** The copies are kept until this succeeds. */
  readonly putBack: () => Promise<void>;
}

/** Offers to restore them, now and later. Earlier copies are discarded. */
export function offerBack(connectionId: string, { text, count, putBack }: Cleared): void {
  let running: Promise<void> | undefined;
  const once = async (): Promise<void> => {
    try {
      await putBack();
    } finally {
      running = undefined;
    }
    if (useHeld.getState().of[connectionId] === held) hold(connectionId, undefined);
  };
  // Calls during a run wait for the same run.
  const run = (): Promise<void> => (running ??= once());
  const held = { count, undo: offerUndo(text, run, undefined, STAYS) };
  hold(connectionId, held);
}

/** Also works after the offer has ended. */
export function takeHeldBack(connectionId: string): void {
  const held = useHeld.getState().of[connectionId];
  if (held !== undefined) void takeBack(held.undo);
}

function hold(connectionId: string, held: Held | undefined): void {
  useHeld.setState(({ of }) => {
    const { [connectionId]: _, ...others } = of;
    return { of: held === undefined ? others : { ...others, [connectionId]: held } };
  });
}
