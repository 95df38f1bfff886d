/** State of the Alink forms per connection. */

import { type Draft, EMPTY_DRAFT } from '../../session/alink/draft.ts';
import { perConnection } from '../../session/connection/perConnection.ts';

export type AlinkPart = 'properties' | 'event' | 'calls' | 'time' | 'shadow' | 'model';
export const PARTS: readonly AlinkPart[] = [
  'properties',
  'event',
  'calls',
  'time',
  'shadow',
  'model',
];

/** Name for moving the focus to the tabs of the forms. */
export const FORMS_FOCUS = 'alink-forms';

/** Never a valid identifier. */
export const OTHER_EVENT = '*';

interface AlinkForms {
  readonly part: AlinkPart;
  /** QoS of posts. Messages documented as QoS 0 keep it. */
  readonly qos: 0 | 1;
  readonly properties: Draft;
  /** Seconds between two posts, as typed. */
  readonly every: string;
  /** New values are generated for each post. */
  readonly regenerates: boolean;
  /** Identifier of one that the model has; `OTHER_EVENT`, and then the one that is typed. */
  readonly event: string;
  readonly otherEvent: string;
  /** By the event's identifier. */
  readonly events: ReadonlyMap<string, Draft>;
  /** JSON, and the version that the shadow is to have, as typed; undefined: the next one. */
  readonly reported: string;
  readonly version: string | undefined;
}

const FIRST_FORMS: AlinkForms = {
  part: 'properties',
  qos: 0,
  properties: EMPTY_DRAFT,
  every: '5',
  regenerates: true,
  event: '',
  otherEvent: '',
  events: new Map(),
  reported: '{}',
  version: undefined,
};

const forms = perConnection(FIRST_FORMS);

export const useAlinkForms = forms.use;

export const alinkFormsOf = forms.of;

export const changeForms = forms.change;
