/** Texts about setting up a companion. */
export const companionSetUp = {
  title: 'Set up the companion',
  what: 'A browser opens only WebSocket (ws://, wss://). The companion is a program on your machine that opens mqtt:// and mqtts:// for the app, too. It also contains a broker, and shows what devices send when they connect through it.',
  run: 'It requires Node 20.19 or newer. In a checkout of mqttscope, run:',
  commands: 'commands',
  afterwards: 'Then open the address that it prints after “app”.',
  profiles:
    'Profiles are kept by the browser for each address of the app: export them here, and import them there.',
};
