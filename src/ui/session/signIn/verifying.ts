/** Credentials to check, by connection. Kept only in memory, because they include passwords. */
import type { ConnectCircumstances } from '../../../alibaba/connectInText.ts';
import { type LogReading, NO_LOG } from '../../../alibaba/logs/readLog.ts';
import type { FoundMistake } from '../../../alibaba/mistakes.ts';
import { perConnection } from '../connection/perConnection.ts';

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
  readonly packetError: FoundMistake | undefined;
  /** Circumstances of the CONNECT with these credentials. */
  readonly circumstances: ConnectCircumstances | undefined;
  /** The credentials are from a capture with an overwritten password. */
  readonly isMasked: boolean;
  /** Progress of their connection according to the log or capture. */
  readonly reading: LogReading;
}

const NOTHING: Verifying = {
  isOn: false,
  clientId: '',
  userName: '',
  password: '',
  productSecret: '',
  timestamps: [],
  clientIds: [],
  packetError: undefined,
  circumstances: undefined,
  isMasked: false,
  reading: NO_LOG,
};

const verifyings = perConnection(NOTHING);

export const useVerifying = verifyings.use;
export const verifyingOf = verifyings.of;
export const changeVerifying = verifyings.change;
