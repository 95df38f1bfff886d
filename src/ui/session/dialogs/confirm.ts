/** Confirmations before something is lost, and undo afterwards. */
import { create } from 'zustand';
import { errorText } from '../../../base/errorText.ts';
import { announce } from '../../kit/language/announcements.ts';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** Label of the confirming button. */
  readonly action: string;
  readonly run: () => void;
  /** Safer alternative, such as saving first. */
  readonly instead?: { readonly action: string; readonly run: () => void } | undefined;
}

/** A completed action that can be undone. */
export interface Undo {
  readonly text: string;
  /** Undoes the action. A rejection is shown with its reason. */
  readonly run: () => unknown;
  /** Called when the action can no longer be undone, to free the data kept for that. */
  readonly over?: (() => void) | undefined;
  /** For how many ms it is offered, where not as long as others. */
  readonly stays?: number | undefined;
}

export const useConfirm = create<{
  readonly question: Question | undefined;
  /** The newest last. */
  readonly undos: readonly Undo[];
  /** Why the last could not be taken back. */
  readonly notUndone: string | undefined;
}>()(() => ({ question: undefined, undos: [], notUndone: undefined }));

export function askToConfirm(question: Question): void {
  useConfirm.setState({ question });
}

export function answerQuestion(yes: boolean): void {
  const { question } = useConfirm.getState();
  useConfirm.setState({ question: undefined });
  if (yes) {
    question?.run();
  }
}

/** Performs the safer alternative. */
export function answerInstead(): void {
  const { question } = useConfirm.getState();
  useConfirm.setState({ question: undefined });
  question?.instead?.run();
}

/** Limit of open offers, because each may hold much data. */
const MOST_UNDOS = 5;

/** Offers undo for some seconds, with a button and with Ctrl Z. */
export function offerUndo(
  text: string,
  run: Undo['run'],
  over?: Undo['over'],
  stays?: Undo['stays'],
): Undo {
  const undo = { text, run, over, stays };
  const all = [...useConfirm.getState().undos, undo];
  useConfirm.setState({ undos: all.slice(-MOST_UNDOS), notUndone: undefined });
  for (const gone of all.slice(0, -MOST_UNDOS)) gone.over?.();
  announce(text);
  return undo;
}

/** Undoes the newest action. Returns whether there was one. */
export function undoLast(): boolean {
  const { undos } = useConfirm.getState();
  const last = undos.at(-1);
  if (last === undefined) return false;
  void takeBack(last);
  return true;
}

/** Undoes an action and withdraws the offer. */
export async function takeBack(undo: Undo): Promise<void> {
  const undos = useConfirm.getState().undos.filter((one) => one !== undo);
  useConfirm.setState({ undos, notUndone: undefined });
  try {
    await undo.run();
  } catch (error) {
    useConfirm.setState({ notUndone: errorText(error) });
  }
}

/** Withdraws all offers. */
export function dropUndos(): void {
  const { undos } = useConfirm.getState();
  useConfirm.setState({ undos: [], notUndone: undefined });
  for (const gone of undos) gone.over?.();
}
