/** Texts of the ways to begin without a broker. */
export const welcome = {
  title: 'Without a broker of your own',
  demo: 'Try the live demo',
  demoText: 'A small factory, 30 messages a second. Nothing to install.',
  demoQuiet:
    'The companion’s own broker. Its simulated devices are off, so you see what you publish.',
  demoNeedsUser:
    'The companion’s broker requires a user name and password. Enter them, then choose Connect.',
  tabText: 'A small factory in this page, 30 messages a second. Nothing to install.',
  lose: 'Lose a PUBACK',
  loseText: 'Two minutes: watch QoS 1 repair itself, step by step.',
  capture: 'Open a capture',
  captureText: 'From Wireshark, tcpdump or mqttscope. Or drop it anywhere.',
  demoName: 'Live demo',
  thisTab: 'Broker in this tab',
  thisTabHint: 'broker and devices in this page',
  tour: 'Take the tour',
};
