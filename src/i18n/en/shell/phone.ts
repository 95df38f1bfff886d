/** Texts of the dialog with the address for a phone. */
export const phone = {
  action: 'Open on a phone…',
  title: 'Open on a phone',
  scan: 'Scan the code with a phone that can reach this address to open the same broker. The code contains no user name, password or token.',
  code: (address: string): string => `QR code of ${address}`,
  local:
    'This page is open at an address of this computer only. Enter the name or IP address that other devices use for it. The server must listen there, too: start the companion with --host 0.0.0.0.',
  host: 'Name or IP address of this computer',
  hostExample: '192.168.1.20',
  wrong: 'Not a host name or IP address',
  tooLong: 'The link is too long for a QR code. Copy it instead.',
  address: 'the address',
  close: 'Close',
};
