/** How the platform names its devices, as connections ask for it before one has signed in. */
import { deviceLabel, sessionNameOf } from '../../alibaba/alink/deviceName.ts';

export const alibabaNames = { sessionName: sessionNameOf, label: deviceLabel };
