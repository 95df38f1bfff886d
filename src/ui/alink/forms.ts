/** What a person writes in the forms of the view Alink, of each connection. */
import { create } from 'zustand';
import { whenClosed } from '../state/connections.ts';
import { type Draft, EMPTY_DRAFT } from './draft.ts';

export type AlinkPart = 'properties' | 'event' | 'calls' | 'time' | 'shadow' | 'model';
export const PARTS: readonly AlinkPart[] = [
  'properties',
  'event',
  'calls',
  'time',
  'shadow',
  'model',
];

/** Name by which the focus is sent to the tabs of the forms. */
export const FORMS_FOCUS = 'alink-forms';

/** No identifier looks like it. */
export const OTHER_EVENT = '*';

export interface AlinkForms {
  readonly part: AlinkPart;
  /** Of posts; what is documented to be QoS 0 stays so. */
  readonly qos: 0 | 1;
  readonly properties: Draft;
  /** Seconds between two posts, as typed. */
  readonly every: string;
  /** Values are generated anew for each post. */
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

const useForms = create<{ readonly of: Readonly<Record<string, AlinkForms>> }>()(() => ({
  of: {},
}));

whenClosed((id) =>
  useForms.setState((state) => {
    const { [id]: _forms, ...of } = state.of;
    return { of };
  }),
);

export function useAlinkForms(connectionId: string): AlinkForms {
  return useForms((state) => state.of[connectionId] ?? FIRST_FORMS);
}

export function alinkFormsOf(connectionId: string): AlinkForms {
  return useForms.getState().of[connectionId] ?? FIRST_FORMS;
}

export function changeForms(connectionId: string, change: Partial<AlinkForms>): void {
  useForms.setState(({ of }) => ({
    of: { ...of, [connectionId]: { ...(of[connectionId] ?? FIRST_FORMS), ...change } },
  }));
}
