/**
 * Sign-in of the platform's devices, for connections. Includes hashes, which a page loads when a device
 * connects.
 */

import { endpoint } from '../../alibaba/endpoint.ts';
import {
  preAuthClientId,
  preAuthForm,
  preAuthUrl,
  readPreAuthAnswer,
} from '../../alibaba/preAuth.ts';
import { signIn } from '../../alibaba/sign.ts';
import { alibabaNames } from './names.ts';

export const alibabaSignIn = {
  ...alibabaNames,
  sign: signIn,
  wsUrl: (how: Parameters<typeof endpoint>[0]): string => endpoint(how).wsUrl,
  preAuth: {
    url: preAuthUrl,
    form: preAuthForm,
    clientId: preAuthClientId,
    read: readPreAuthAnswer,
  },
};
