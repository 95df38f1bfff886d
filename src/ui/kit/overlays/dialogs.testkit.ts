/** Dialogs that open without a top layer, for all tests with a page, because jsdom has none. */

Object.assign(HTMLDialogElement.prototype, {
  showModal: () => undefined,
  close: () => undefined,
});
