/** Reasons why a command did not reach the broker or its answer was lost, given by the sending side. */
import type { Words } from '../../../base/message.ts';

export const LINE_SHAPES = {
  /** No control interface is known. */
  'no-interface': {},
  'not-open': {},
  late: {},
  closed: {},
  'not-understood': {},
  'no-answer': {},
  'no-token': {},
  /** The worker of the tab's broker failed to load; it is not retried. */
  'tab-not-loaded': {},
  /** The control module of the tab's broker failed to load; the next line retries it. */
  'tab-part-not-loaded': {},
} as const;

/** English texts, like those in `refusals.ts`. */
export const LINE_REFUSALS: Words<typeof LINE_SHAPES> = {
  'no-interface': () => 'This broker has no control interface.',
  'not-open': () => 'The broker’s control interface is not open.',
  late: () => 'The broker’s control interface did not answer in time.',
  closed: () => 'The broker’s control interface has been closed.',
  'not-understood': () => 'The broker’s answer could not be read.',
  'no-answer': () => 'The broker’s control interface does not answer.',
  'no-token': () => 'The broker’s control interface needs a token.',
  'tab-not-loaded': () =>
    'The worker of the broker in this tab could not be loaded. Reload the page.',
  'tab-part-not-loaded': () =>
    'The control interface of the broker in this tab could not be loaded.',
};

/** A refusal in the form that the broker would send. */
export function notAsked(key: keyof typeof LINE_SHAPES) {
  return { kind: 'refused', reason: LINE_REFUSALS[key]({}), fact: { key, args: {} } } as const;
}
