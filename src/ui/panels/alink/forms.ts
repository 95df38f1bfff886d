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
  /** Identifier of an event in the model, or `OTHER_EVENT` with a typed identifier. */
  readonly event: string;
  readonly otherEvent: string;
  /** By the event's identifier. */
  readonly events: ReadonlyMap<string, Draft>;
  /** JSON, and the shadow's new version as typed; undefined: the next version. */
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
