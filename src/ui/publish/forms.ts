/** The publish pane's form of each connection. */
import { create } from 'zustand';
import { whenClosed } from '../state/connections.ts';
import { EMPTY_FORM, type Format, formOf, type Message, type PublishForm } from './form.ts';

const useForms = create<{ readonly of: Readonly<Record<string, PublishForm>> }>()(() => ({
  of: {},
}));

whenClosed((id) =>
  useForms.setState((state) => {
    const { [id]: _form, ...of } = state.of;
    return { of };
  }),
);

export function useForm(connectionId: string): PublishForm {
  return useForms((state) => state.of[connectionId] ?? EMPTY_FORM);
}

function formFor(connectionId: string): PublishForm {
  return useForms.getState().of[connectionId] ?? EMPTY_FORM;
}

export function changeForm(connectionId: string, change: Partial<PublishForm>): void {
  useForms.setState(({ of }) => ({
    of: { ...of, [connectionId]: { ...(of[connectionId] ?? EMPTY_FORM), ...change } },
  }));
}

/** Puts a message into the form, in `format` where that can hold the payload exactly. */
export function loadMessage(connectionId: string, message: Message, format?: Format): void {
  const before = formFor(connectionId).format;
  const wanted = format ?? (before === 'hex' || before === 'base64' ? before : 'text');
  changeForm(connectionId, formOf(message, wanted));
}
