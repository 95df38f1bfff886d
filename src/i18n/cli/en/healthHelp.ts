/** `--help` of `health`. */
import { shared } from './shared.ts';

const health = {
  about: 'Asks a companion whether it works, for health checks.',
  args: {
    URL: 'address of its app; default: port MQTTSCOPE_HTTP or 8080 of this machine, with or without TLS',
  },
  options: { lang: shared.lang },
  after: `
Certificates are not checked, so https://127.0.0.1:8080 works with the certificate of any name.

Exit codes: 0 it works, 1 it does not answer, 2 wrong arguments, 3 it reports an error, such as a full
disk.`,
};

export const healthHelp = { health };
