/** Questions before something is lost, and what can be taken back after. */
import { create } from 'zustand';
import { announce } from '../kit/language/announcements.ts';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** What the button that does it says. */
  readonly action: string;
  readonly run: () => void;
  /** What could be done first, so that nothing is lost. */
  readonly instead?: { readonly action: string; readonly run: () => void } | undefined;
}

export interface Undo {
  readonly serial: number;
  readonly text: string;
  readonly run: () => void;
}

export const useAsking = create<{
  readonly question: Question | undefined;
  readonly undo: Undo | undefined;
}>()(() => ({ question: undefined, undo: undefined }));

export function ask(question: Question): void {
  useAsking.setState({ question });
}

export function answer(yes: boolean): void {
  const { question } = useAsking.getState();
  useAsking.setState({ question: undefined });
  if (yes) {
    question?.run();
  }
}

/** Does what could be done first. */
export function answerInstead(): void {
  const { question } = useAsking.getState();
  useAsking.setState({ question: undefined });
  question?.instead?.run();
}

let serial = 0;

export function offerUndo(text: string, run: () => void): void {
  serial += 1;
  useAsking.setState({ undo: { serial, text, run } });
  announce(text);
}

export function dropUndo(): void {
  useAsking.setState({ undo: undefined });
}
