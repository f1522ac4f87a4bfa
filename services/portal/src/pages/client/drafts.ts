const prefix = 'aduan-draf:';
const keptDays = 7;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const fieldsOf = (form: HTMLFormElement): Field[] =>
  [...form.elements].filter(
    (element): element is Field =>
      (element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement ||
        (element instanceof HTMLInputElement &&
          !['hidden', 'password', 'file', 'radio', 'checkbox', 'submit'].includes(element.type))) &&
      element.name !== '',
  );

const read = (key: string): Record<string, string> | undefined => {
  try {
    const text = sessionStorage.getItem(key);
    if (text === null) return undefined;
    const { at, values } = JSON.parse(text) as { at: number; values: Record<string, string> };
    return Date.now() - at < keptDays * 86_400_000 ? values : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Keeps what is typed into a form with `data-draft` in this tab until the form was sent: a lost connection, the back button and
 * an expired session lose nothing. It stays in the tab because office computers are shared.
 */
export const keepDrafts = (): void => {
  const done = document.querySelector<HTMLElement>('[data-draft-done]')?.dataset['draftDone'];
  if (done !== undefined) sessionStorage.removeItem(prefix + done);
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
    const key = prefix + (form.dataset['draft'] ?? '');
    const kept = read(key);
    for (const field of fieldsOf(form)) {
      const value = kept?.[field.name];
      if (value !== undefined && field.value === '') field.value = value;
    }
    form.addEventListener('input', () => {
      const values = Object.fromEntries(fieldsOf(form).map(({ name, value }) => [name, value]));
      try {
        sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
      } catch {
        // Without room nothing is kept; the form itself still works.
      }
    });
  }
};
