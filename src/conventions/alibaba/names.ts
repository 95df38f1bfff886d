/** Names of the platform's devices, for connections before sign-in. */
import { sessionNameOf } from '../../alibaba/alink/deviceName.ts';

export const alibabaNames = { sessionName: sessionNameOf };
