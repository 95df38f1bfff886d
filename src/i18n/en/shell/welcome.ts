/** Texts of the first visit. */
export const welcome = {
  title: 'See every topic and every packet',
  demo: 'Try live demo',
  demoText:
    'The companion that serves this page is an MQTT broker with simulated devices. One click connects and subscribes to #.',
  demoQuiet:
    'The companion that serves this page is an MQTT broker; its simulated devices are turned off. One click connects and subscribes to #, so you see what you publish.',
  demoNeedsUser:
    'The companion requires a user name and a password: Try live demo fills in the rest, then choose Connect.',
  tabText:
    'This page contains a complete MQTT broker with simulated devices: nothing to install, and nothing leaves the page. One click connects and subscribes to #.',
  demoName: 'Live demo',
  thisTab: 'This tab',
  thisTabHint: 'broker and devices in this page',
  tour: 'Take the tour',
};
