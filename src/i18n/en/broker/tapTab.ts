/** Of a tab that shows other clients' packets as they pass at a broker: what is said before its own texts are there. */
export const tapTab = {
  tab: (isDeviceTap: boolean): string => (isDeviceTap ? 'device tap' : 'at the broker'),
  title: 'Seen at the broker',
  noPublishing: 'This tab shows packets of other clients: there is no connection to publish on.',
  noPublishingHint:
    'Publish in the tab of a connection, or replay the messages of these clients there.',
};
