/** Why a command did not get through to the broker, or its answer back: told by the end that asks. */
import type { Words } from '../../../base/message.ts';

export const LINE_SHAPES = {
  /** Nothing is known of one. */
  'no-interface': {},
  'not-open': {},
  late: {},
  closed: {},
  'not-understood': {},
  'no-answer': {},
  'no-token': {},
  /** The worker of the broker in the tab: it is not tried again. */
  'tab-not-loaded': {},
  /** What controls it there: with the next line it is. */
  'tab-part-not-loaded': {},
} as const;

/** In English, as `refusals.ts` has the others. */
export const LINE_REFUSALS: Words<typeof LINE_SHAPES> = {
  'no-interface': () => 'This broker has no control interface.',
  'not-open': () => 'The broker’s control interface is not open.',
  late: () => 'The broker’s control interface did not answer in time.',
  closed: () => 'The broker’s control interface has been closed.',
  'not-understood': () => 'What the broker answered is not understood.',
  'no-answer': () => 'The broker’s control interface does not answer.',
  'no-token': () => 'The broker’s control interface asks for a token.',
  'tab-not-loaded': () =>
    'The worker of the broker in this tab could not be loaded. Reload the page.',
  'tab-part-not-loaded': () =>
    'The control interface of the broker in this tab could not be loaded.',
};

/** As the broker would refuse it. */
export function notAsked(key: keyof typeof LINE_SHAPES) {
  return { kind: 'refused', reason: LINE_REFUSALS[key]({}), fact: { key, args: {} } } as const;
}
