/** Texts of the dialog with the address for a phone. */
export const phone = {
  action: 'Open on a phone…',
  title: 'Open on a phone',
  intro:
    'Open this address on a phone that can reach it, for the same broker. It contains no user name, password or token.',
  local:
    'This page is open at an address of this computer only. Enter the name or IP address that other devices use for it. The server must listen there, too: start the companion with --host 0.0.0.0.',
  host: 'Name or IP address of this computer',
  hostExample: '192.168.1.20',
  wrong: 'Not a host name or IP address',
  address: 'the address',
  close: 'Close',
};
