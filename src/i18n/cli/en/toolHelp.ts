/** `--help` of the commands for health checks and shells. */
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

const completion = {
  about: 'Prints a script with which a shell completes commands, options and their values.',
  args: { SHELL: 'bash, zsh or fish' },
  options: { lang: shared.lang },
  after: `
bash, in ~/.bashrc:
  eval "$(mqttscope completion bash)"
zsh, in ~/.zshrc after compinit:
  eval "$(mqttscope completion zsh)"
fish:
  mqttscope completion fish > ~/.config/fish/completions/mqttscope.fish

The script contains the options of this version, so shells that read a file need it again after an update.

Exit codes: 0 printed, 2 wrong arguments.`,
};

export const toolHelp = { health, completion };
