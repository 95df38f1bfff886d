/** Credentials to check, by connection. Kept only in memory, because they include passwords. */
import type { ConnectCircumstances } from '../../../alibaba/connectInText.ts';
import type { FoundMistake } from '../../../alibaba/mistakes.ts';
import { perConnection } from '../perConnection.ts';

export interface Verifying {
  readonly isOn: boolean;
  readonly clientId: string;
  readonly userName: string;
  readonly password: string;
  /** Set if the user knows it: the client may have used it instead of the device secret. */
  readonly productSecret: string;
  /** Other times that were found beside them, as decimal text. */
  readonly timestamps: readonly string[];
  /** Candidates for the signed client id, found next to the credentials. */
  readonly clientIds: readonly string[];
  /** Error in the CONNECT with these credentials, if no broker can read the packet. */
  readonly packetFault: FoundMistake | undefined;
  /** Circumstances of the CONNECT with these credentials. */
  readonly circumstances: ConnectCircumstances | undefined;
  /** They came from a capture in which the password is overwritten. */
  readonly isMasked: boolean;
  /** They came from a CONNECT that the broker refused. */
  readonly isRefused: boolean;
  /** They came from a log of a connection that failed without a reason. */
  readonly hasFailed: boolean;
}

const NOTHING: Verifying = {
  isOn: false,
  clientId: '',
  userName: '',
  password: '',
  productSecret: '',
  timestamps: [],
  clientIds: [],
  packetFault: undefined,
  circumstances: undefined,
  isMasked: false,
  isRefused: false,
  hasFailed: false,
};

const verifyings = perConnection(NOTHING);

export const useVerifying = verifyings.use;
export const verifyingOf = verifyings.of;
export const changeVerifying = verifyings.change;
