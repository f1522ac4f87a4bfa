/** A second tap while a form is on its way does nothing; the server would recognise it by its key anyway. */
export const sendOnce = (): void => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-once]')) {
    let sentAt = 0;
    form.addEventListener('submit', (event) => {
      if (Date.now() - sentAt < 10_000) event.preventDefault();
      else sentAt = Date.now();
    });
    // The page may come back from the browser's memory by the back button.
    window.addEventListener('pageshow', () => {
      sentAt = 0;
    });
  }
};
