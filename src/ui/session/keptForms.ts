import { perConnection } from './connection/perConnection.ts';

/** @param first what holds until something is typed */
type UseKept<T> = (connectionId: string, form: string, first: T) => readonly [T, (next: T) => void];

/**
 * Form contents of a connection's views, kept while another view is shown and until the tab is closed. Not
 * for secrets.
 */
export function keptForms<T>(): UseKept<T> {
  const forms = perConnection<Readonly<Record<string, T>>>({});
  return (connectionId, form, first) => [
    forms.use(connectionId)[form] ?? first,
    (next) => forms.change(connectionId, { [form]: next }),
  ];
}

export const useKeptText = keptForms<string>();
