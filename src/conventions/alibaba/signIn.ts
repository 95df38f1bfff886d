/** How the platform's devices sign in, as connections ask for it. */
import { deviceLabel, sessionNameOf } from '../../alibaba/alink/deviceName.ts';
import {
  preAuthClientId,
  preAuthForm,
  preAuthUrl,
  readPreAuthAnswer,
} from '../../alibaba/preAuth.ts';
import { endpoint } from '../../alibaba/regions.ts';
import { signIn } from '../../alibaba/sign.ts';

export const alibabaSignIn = {
  sign: signIn,
  wsUrl: (how: Parameters<typeof endpoint>[0]): string => endpoint(how).wsUrl,
  sessionName: sessionNameOf,
  label: deviceLabel,
  preAuth: {
    url: preAuthUrl,
    form: preAuthForm,
    clientId: preAuthClientId,
    read: readPreAuthAnswer,
  },
};
