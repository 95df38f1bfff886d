/** Credentials that somebody has and wants judged, by connection; in memory only, as passwords are among them. */
import type { ConnectCircumstances } from '../../../alibaba/connectInText.ts';
import type { FoundMistake } from '../../../alibaba/mistakes.ts';
import { perConnection } from '../perConnection.ts';

export interface Verifying {
  readonly isOn: boolean;
  readonly clientId: string;
  readonly userName: string;
  readonly password: string;
  /** Where somebody has it: it may have been used in place of the device's. */
  readonly productSecret: string;
  /** Other times that were found beside them, as decimal text. */
  readonly timestamps: readonly string[];
  /** What may have been signed as the client id, found beside them. */
  readonly clientIds: readonly string[];
  /** What is wrong with the CONNECT that they stood in, where no broker can read it. */
  readonly packetFault: FoundMistake | undefined;
  /** Of the CONNECT that they stood in. */
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
