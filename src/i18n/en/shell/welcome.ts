/** Texts of the ways to begin without a broker. */
export const welcome = {
  title: 'Without a broker of your own',
  demo: 'Try the live demo',
  demoText: 'A small factory, 30 messages a second. Nothing to install.',
  demoQuiet: 'The companion’s broker. It has only what you publish.',
  demoNeedsUser: 'The companion’s broker. User name and password needed.',
  lose: 'Lose a PUBACK',
  loseText: 'Start the experiment, and watch QoS 1 repair itself.',
  capture: 'Open a capture',
  captureText: 'From Wireshark, tcpdump or mqttscope. Or drop it anywhere.',
  demoName: 'Live demo',
  thisTab: 'Broker in this tab',
  thisTabHint: 'broker and devices in this page',
  tour: 'Take the tour',
};
