/** Says how many characters are left in a long text, below it. */
export const countCharacters = (): void => {
  for (const area of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-counter]')) {
    const note = document.createElement('p');
    note.className = 'counter';
    const update = (): void => {
      note.textContent = `${area.dataset['counter'] ?? ''}: ${area.maxLength - area.value.length}`;
    };
    update();
    area.addEventListener('input', update);
    area.after(note);
  }
};
