/** Credentials that somebody has and wants judged, by connection; in memory only. */
import { create } from 'zustand';
import { whenClosed } from '../../state/connections.ts';

export interface Verifying {
  readonly isOn: boolean;
  readonly clientId: string;
  readonly userName: string;
  readonly password: string;
  /** Where somebody has it: it may have been used in place of the device's. */
  readonly productSecret: string;
  /** Other times that were found beside them, as decimal text. */
  readonly timestamps: readonly string[];
  /** They came from a capture in which the password is overwritten. */
  readonly isMasked: boolean;
}

const NOTHING: Verifying = {
  isOn: false,
  clientId: '',
  userName: '',
  password: '',
  productSecret: '',
  timestamps: [],
  isMasked: false,
};

const useAll = create<{ readonly of: Readonly<Record<string, Verifying>> }>()(() => ({ of: {} }));

// With the tab go the passwords that were pasted into it.
whenClosed((id) =>
  useAll.setState((state) => {
    const { [id]: _gone, ...of } = state.of;
    return { of };
  }),
);

export function useVerifying(connectionId: string): Verifying {
  return useAll(({ of }) => of[connectionId] ?? NOTHING);
}

export function verifyingOf(connectionId: string): Verifying {
  return useAll.getState().of[connectionId] ?? NOTHING;
}

export function changeVerifying(connectionId: string, part: Partial<Verifying>): void {
  useAll.setState(({ of }) => ({
    of: { ...of, [connectionId]: { ...verifyingOf(connectionId), ...part } },
  }));
}
