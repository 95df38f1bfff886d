/** Texts of a tab with other clients' packets at a broker, shown before its own texts are loaded. */
export const tapTab = {
  tab: (isDeviceTap: boolean): string => (isDeviceTap ? 'device tap' : 'at the broker'),
  title: 'Seen at the broker',
  noPublishing: 'This tab shows packets of other clients: there is no connection to publish on.',
  noPublishingHint:
    'Publish in the tab of a connection, or replay the messages of these clients there.',
};
